import * as vscode from 'vscode';
import { isDomoError } from '../../domo/errors';
import { outcomeOf, streamOutcome, type ExecutionOutcome } from '../../domo/model';
import { formatAge, formatQuantity } from '../ui/format';
import type {
  ConnectionNode,
  EmptyNode,
  ErrorNode,
  ExecutionNode,
  MoreNode,
  StreamNode,
  StreamsTreeNode,
} from './nodes';

/** What a node's looks depend on beside the node. */
export interface Surroundings {
  readonly isOnlyConnection: boolean;
  /** The folder with the extension's own pictures. */
  readonly media: vscode.Uri;
}

/** How a node looks in the tree. The tooltip comes later, when it is asked for. */
export function toTreeItem(node: StreamsTreeNode, surroundings: Surroundings): vscode.TreeItem {
  switch (node.type) {
    case 'connection':
      return connectionItem(node, surroundings);
    case 'stream':
      return streamItem(node, surroundings);
    case 'execution':
      return executionItem(node);
    case 'more':
      return moreItem(node);
    case 'error':
      return errorItem(node);
    case 'empty':
      return emptyItem(node);
  }
}

function connectionItem(
  { connection, query }: ConnectionNode,
  { isOnlyConnection }: Surroundings,
): vscode.TreeItem {
  const item = new vscode.TreeItem(connection.name, vscode.TreeItemCollapsibleState.Collapsed);
  // With nothing to choose from, and for the result of a search, a click less.
  if (query || isOnlyConnection) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  item.id = `${connection.id}${query ? `?${query.key}:${query.value}` : ''}`;
  item.contextValue = connection.readOnly ? 'connection.readOnly' : 'connection';
  item.iconPath = new vscode.ThemeIcon(connection.readOnly ? 'lock' : 'plug');
  item.description = [hostOf(connection.url), connection.readOnly ? 'read-only' : '']
    .filter(Boolean)
    .join(' · ');
  item.accessibilityInformation = { label: `Connection ${connection.name}, ${item.description}` };
  return item;
}

function streamItem(node: StreamNode, { media }: Surroundings): vscode.TreeItem {
  const { parent, stream } = node;
  const label = stream.name ?? `Stream ${stream.id}`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const state = stream.currentExecution?.currentState ?? stream.state;
  item.id = `${parent.connection.id}/${stream.id}`;
  item.contextValue = 'stream';
  item.iconPath = stateIcon(streamOutcome(stream)) ?? streamIcon(media);
  item.description = [stream.id, stream.transportType, state].filter(Boolean).join(' · ');
  item.accessibilityInformation = { label: `Stream ${label}, ${item.description}` };
  item.command = {
    command: 'domoStreams.stream.open',
    title: 'Open Stream',
    arguments: [node],
  };
  return item;
}

function executionItem(node: ExecutionNode): vscode.TreeItem {
  const { execution, parent } = node;
  const outcome = outcomeOf(execution.currentState, execution.endedAt);
  const item = new vscode.TreeItem(`Execution ${execution.executionId}`);
  item.id = `${parent.parent.connection.id}/${parent.stream.id}/${execution.executionId}`;
  item.contextValue = outcome === 'running' ? 'execution.active' : 'execution.ended';
  item.iconPath = stateIcon(outcome) ?? new vscode.ThemeIcon('circle-outline');
  const when = execution.endedAt ?? execution.startedAt;
  const facts = [
    outcome === 'running' ? execution.currentPhase : undefined,
    execution.rowsInserted !== undefined && formatQuantity(execution.rowsInserted, 'row'),
    when !== undefined && formatAge(when, Date.now()),
  ].filter((fact) => typeof fact === 'string');
  const state = execution.currentState ?? 'no state';
  // The icon says that it succeeded, and the place is narrow.
  item.description = (outcome === 'succeeded' ? facts : [state, ...facts]).join(' · ');
  item.accessibilityInformation = {
    label: [`Execution ${execution.executionId}`, state, ...facts].join(', '),
  };
  item.command = {
    command: 'domoStreams.execution.open',
    title: 'Open Execution',
    arguments: [node],
  };
  return item;
}

function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem('Load more');
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = {
    command: 'domoStreams.tree.loadMore',
    title: 'Load More',
    arguments: [node],
  };
  return item;
}

function errorItem(node: ErrorNode): vscode.TreeItem {
  const message = node.error instanceof Error ? node.error.message : String(node.error);
  const item = new vscode.TreeItem(message);
  // A token that is missing or refused is not better at the second try.
  const isAccess = isDomoError(node.error) && node.error.kind === 'unauthorized';
  item.description = isAccess ? 'Edit Connection' : 'Retry';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = message;
  item.accessibilityInformation = { label: `${message} Press Enter: ${item.description}.` };
  item.command = {
    command: isAccess ? 'domoStreams.connection.edit' : 'domoStreams.refresh',
    title: item.description,
    arguments: [node.parent],
  };
  return item;
}

function emptyItem({ text }: EmptyNode): vscode.TreeItem {
  const item = new vscode.TreeItem('');
  item.description = text;
  item.accessibilityInformation = { label: text };
  return item;
}

/** Undefined for what has never run. */
function stateIcon(outcome: ExecutionOutcome): vscode.ThemeIcon | undefined {
  switch (outcome) {
    case 'running':
      return new vscode.ThemeIcon('sync~spin', new vscode.ThemeColor('charts.blue'));
    case 'succeeded':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
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

function hostOf(url: string): string {
  return URL.canParse(url) && url.includes('//') ? new URL(url).host : 'built-in';
}
