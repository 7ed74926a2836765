import * as vscode from 'vscode';
import { isDomoError } from '../../domo/errors';
import { formatCount } from '../ui/format';
import { messageOf } from '../ui/showError';
import { childrenOf, type EmptyNode, type ErrorNode, type MoreNode } from './nodes';

/** Loads the next page, and says how many there are where that is known. */
export function moreItem(node: MoreNode, pageSize: number): vscode.TreeItem {
  const { remaining } = childrenOf(node.parent);
  const text =
    remaining === undefined
      ? `Load ${formatCount(pageSize)} more`
      : `Load ${formatCount(Math.min(pageSize, remaining))} more of ${formatCount(remaining)}`;
  const item = new vscode.TreeItem(text);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  const what = node.parent.type === 'connection' ? 'streams' : 'executions';
  item.accessibilityInformation = { label: `${text} ${what}` };
  item.command = {
    command: 'domoStreams.tree.loadMore',
    title: 'Load More',
    arguments: [node],
  };
  return item;
}

/** Why something could not be loaded, and the action that helps. */
export function errorItem(node: ErrorNode): vscode.TreeItem {
  const message = messageOf(node.error);
  const item = new vscode.TreeItem(message);
  // A token that is missing or refused is not better at the second try.
  const isAccess = isDomoError(node.error) && accessKinds.has(node.error.kind);
  item.description = isAccess ? 'Edit Connection' : 'Retry';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.accessibilityInformation = { label: `${message} Press Enter: ${item.description}.` };
  item.command = {
    command: isAccess ? 'domoStreams.connection.edit' : 'domoStreams.refresh',
    title: item.description,
    arguments: [node.parent],
  };
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
export function emptyItem({ parent }: EmptyNode): vscode.TreeItem {
  const { text, action, command } = emptyWords(parent);
  const item = new vscode.TreeItem('');
  item.description = action ? `${text} · ${action}` : text;
  item.accessibilityInformation = { label: action ? `${text}. Press Enter: ${action}.` : text };
  if (command && action) item.command = { command, title: action, arguments: [parent] };
  return item;
}

interface EmptyWords {
  readonly text: string;
  readonly action?: string;
  readonly command?: string;
}

function emptyWords(parent: EmptyNode['parent']): EmptyWords {
  if (parent.type === 'stream') return { text: 'No executions yet' };
  if (parent.query)
    return {
      text: 'No stream matches the search',
      action: 'Clear Search',
      command: 'domoStreams.stream.clearSearch',
    };
  if (parent.connection.readOnly) return { text: 'No streams yet' };
  return { text: 'No streams yet', action: 'New Stream…', command: 'domoStreams.stream.create' };
}
