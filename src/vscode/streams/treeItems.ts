import * as vscode from 'vscode';
import {
  isRunning,
  outcomeOf,
  streamOutcome,
  type ExecutionOutcome,
  type ExecutionRow,
} from '../../domo/api/model';
import { formatAge, formatDuration, formatRows } from '../../base/format';
import { t } from '../../base/l10n';
import { oneLine } from '../../base/plainText';
import { sandboxUrl } from '../../domo/instanceUrl';
import { contextValueOf } from '../../manifest/conditions';
import type { ExecutionIds, StreamIds } from '../../connections/ids';
import { commandOf } from '../shell/commandOf';
import { connectionItem } from './connectionItem';
import type {
  ConnectionNode,
  ExecutionNode,
  StreamNode,
  StreamsTreeNode,
} from '../../streams/nodes';
import { emptyItem, errorItem, moreItem, oddItem, oddText, warningIcon } from './noteItems';
import { streamName } from '../../domo/streamName';

/** What a node's looks depend on beside the node. */
export interface Surroundings {
  /** All connections, in their order. */
  readonly connections: readonly ConnectionNode[];
  readonly isRestorable: (ids: StreamIds) => boolean;
  /** Whether the person is notified when an execution ends. */
  readonly isAwaited: (ids: ExecutionIds) => boolean;
  /** The folder with the extension's own pictures. */
  readonly media: vscode.Uri;
  /** How many items a click loads. */
  readonly pageSize: number;
}

/** How a node looks in the tree. The tooltip comes later, when it is asked for. */
export function toTreeItem(node: StreamsTreeNode, surroundings: Surroundings): vscode.TreeItem {
  switch (node.type) {
    case 'connection':
      return connectionItem(node, surroundings.connections);
    case 'stream':
      return streamItem(node, surroundings);
    case 'execution':
      return executionItem(node, surroundings.isAwaited(node.ids));
    case 'odd':
      return oddItem(node);
    case 'more':
      return moreItem(node, surroundings.pageSize);
    case 'error':
      return errorItem(node);
    case 'empty':
      return emptyItem(node);
  }
}

function streamItem(node: StreamNode, { media, isRestorable }: Surroundings): vscode.TreeItem {
  const { parent, stream } = node;
  const label = streamName(stream);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const state = stream.currentExecution?.currentState ?? stream.state;
  item.id = `${parent.connection.id}/${stream.id}`;
  item.contextValue = streamContext(node, isRestorable(node.ids));
  item.iconPath = stream.problem
    ? warningIcon()
    : (stateIcon(streamOutcome(stream)) ?? streamIcon(media));
  const odd = stream.problem && oddText(stream.problem);
  item.description = oneLine(
    [stream.id, odd, stream.transportType, state].filter(Boolean).join(' · '),
  );
  item.accessibilityInformation = { label: t('Stream {0}, {1}', label, item.description) };
  item.command = commandOf('stream.open', t('Open Stream'), node);
  return item;
}

/** Menus leave out what would be refused anyway. */
function streamContext({ parent, stream, executions }: StreamNode, restorable: boolean): string {
  const isConnector = stream.transportType?.toUpperCase() === 'CONNECTOR';
  return contextValueOf('stream', {
    writable: !parent.connection.readOnly,
    connector: isConnector,
    takesFiles: !isConnector,
    running:
      streamOutcome(stream) === 'running' ||
      executions.items.some(({ execution }) => isRunning(execution)),
    restorable,
    inDomo: parent.connection.url !== sandboxUrl,
  });
}

function executionItem(node: ExecutionNode, isAwaited: boolean): vscode.TreeItem {
  const { execution, parent } = node;
  const { connection } = parent.parent;
  const outcome = outcomeOf(execution.currentState, execution.endedAt);
  const item = new vscode.TreeItem(t('Execution {0}', execution.executionId));
  item.id = `${connection.id}/${parent.stream.id}/${execution.executionId}`;
  item.contextValue = contextValueOf('execution', {
    running: outcome === 'running',
    writable: !connection.readOnly,
    inDomo: connection.url !== sandboxUrl,
  });
  item.iconPath = execution.problem
    ? warningIcon()
    : (stateIcon(outcome) ?? new vscode.ThemeIcon('circle-outline'));
  const facts = executionFacts(execution, outcome, Date.now());
  if (execution.problem) facts.unshift(oddText(execution.problem));
  if (isAwaited) facts.push(t('you will be told'));
  const state = execution.currentState ?? t('no state');
  // The icon says that it succeeded, and the place is narrow.
  item.description = oneLine((outcome === 'succeeded' ? facts : [state, ...facts]).join(' · '));
  item.accessibilityInformation = {
    label: oneLine([t('Execution {0}', execution.executionId), state, ...facts].join(', ')),
  };
  item.command = commandOf('execution.open', t('Open Execution'), node);
  return item;
}

function executionFacts(
  { currentPhase, rowsInserted, startedAt, endedAt }: ExecutionRow,
  outcome: ExecutionOutcome,
  now: number,
): string[] {
  const runs = outcome === 'running';
  const when = endedAt ?? startedAt;
  return [
    runs ? currentPhase : undefined,
    rowsInserted === undefined ? undefined : formatRows(rowsInserted),
    runs && startedAt !== undefined ? t('for {0}', formatDuration(now - startedAt)) : undefined,
    runs || when === undefined ? undefined : formatAge(when, now),
  ].filter((fact) => fact !== undefined);
}

/** Undefined for what has never run. */
function stateIcon(outcome: ExecutionOutcome): vscode.ThemeIcon | undefined {
  switch (outcome) {
    case 'running':
      return new vscode.ThemeIcon('sync~spin', new vscode.ThemeColor('charts.blue'));
    case 'succeeded':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('charts.red'));
    case 'ended':
      return new vscode.ThemeIcon('circle-slash');
    case 'neverRun':
      return undefined;
  }
}

function streamIcon(media: vscode.Uri): { light: vscode.Uri; dark: vscode.Uri } {
  const file = (theme: string): vscode.Uri => vscode.Uri.joinPath(media, theme, 'stream.svg');
  return { light: file('light'), dark: file('dark') };
}
