import * as vscode from 'vscode';
import type { Text } from '../../base/text';
import { isDomoError } from '../../domo/http/errors';
import { formatCount } from '../../base/format';
import { t } from '../../base/l10n';
import { oneLine } from '../../base/plainText';
import { messageOf } from '../../base/errorTexts';
import type { CommandId } from '../../manifest/commands';
import { commandOf } from '../shell/commandOf';
import { shortMessageOf } from '../../streams/errorSummary';
import {
  childrenOf,
  type EmptyNode,
  type ErrorNode,
  type MoreNode,
  type OddNode,
} from '../../streams/nodes';

/** Loads the next page, and says how many there are where that is known. */
export function moreItem(node: MoreNode, pageSize: number): vscode.TreeItem {
  const { remaining } = childrenOf(node.parent);
  const label =
    remaining === undefined
      ? t('Load {0} more', formatCount(pageSize))
      : t(
          'Load {0} more of {1}',
          formatCount(Math.min(pageSize, remaining)),
          formatCount(remaining),
        );
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.accessibilityInformation = { label: spokenMore(node, pageSize) };
  item.command = commandOf('tree.loadMore', t('Load More'), node);
  return item;
}

/** The same with the kind of what is loaded, which cannot be seen from the row alone. */
function spokenMore({ parent }: MoreNode, pageSize: number): string {
  const { remaining } = childrenOf(parent);
  const isOfStreams = parent.type === 'connection';
  const count = formatCount(Math.min(pageSize, remaining ?? pageSize));
  if (remaining === undefined)
    return isOfStreams ? t('Load {0} more streams', count) : t('Load {0} more executions', count);
  const all = formatCount(remaining);
  return isOfStreams
    ? t('Load {0} more of {1} streams', count, all)
    : t('Load {0} more of {1} executions', count, all);
}

/** Says what is wrong with an item whose ID can't be read, so that it can't be opened. */
export function oddItem({ parent, problem }: OddNode): vscode.TreeItem {
  const label = parent.type === 'connection' ? t('Unreadable stream') : t('Unreadable execution');
  const item = new vscode.TreeItem(label);
  item.description = oddText(problem);
  item.iconPath = warningIcon();
  item.accessibilityInformation = { label: `${label}. ${item.description}` };
  return item;
}

/** What is wrong with an item in an unexpected form. */
export function oddText(problem: Text): string {
  return t('Unexpected format: {0}', problem);
}

export function warningIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('warning', new vscode.ThemeColor('charts.yellow'));
}

/** Why something could not be loaded, and the action that helps. */
export function errorItem(node: ErrorNode): vscode.TreeItem {
  const item = new vscode.TreeItem(oneLine(shortMessageOf(node.error)));
  // A token that is missing or refused is not better at the second try.
  const isAccess = isDomoError(node.error) && accessKinds.has(node.error.kind);
  item.description = isAccess ? t('Edit Connection') : t('Retry');
  item.iconPath = warningIcon();
  item.accessibilityInformation = {
    label: t('{0} Press Enter: {1}.', messageOf(node.error), item.description),
  };
  item.command = commandOf(isAccess ? 'connection.edit' : 'refresh', item.description, node);
  return item;
}

const accessKinds: ReadonlySet<string> = new Set([
  'unauthorized',
  'loginPage',
  'hostNotFound',
  'invalidAddress',
  'certificate',
]);

/** Says that there is nothing, and what can be done about it. */
export function emptyItem(node: EmptyNode): vscode.TreeItem {
  const { text, action, command } = emptyWords(node.parent);
  const item = new vscode.TreeItem('');
  item.description = action ? `${text} · ${action}` : text;
  const spoken = action ? t('{0}. Press Enter: {1}.', text, action) : text;
  item.accessibilityInformation = { label: spoken };
  if (command && action) item.command = commandOf(command, action, node);
  return item;
}

interface EmptyWords {
  readonly text: string;
  readonly action?: string;
  readonly command?: CommandId;
}

function emptyWords(parent: EmptyNode['parent']): EmptyWords {
  if (parent.type === 'stream') return { text: t('No executions yet') };
  if (parent.query)
    return {
      text: t('No stream matches the search'),
      action: t('Clear Search'),
      command: 'stream.clearSearch',
    };
  if (parent.connection.readOnly) return { text: t('No streams yet') };
  return {
    text: t('No streams yet'),
    action: t('New Stream…'),
    command: 'stream.create',
  };
}
