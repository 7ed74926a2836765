import * as vscode from 'vscode';
import { formatQuantity } from '../ui/format';
import type { ConnectionNode, ConnectionState } from './nodes';

/** How a connection looks in the tree. */
export function connectionItem(node: ConnectionNode, isOnlyConnection: boolean): vscode.TreeItem {
  const { connection, query, state } = node;
  const item = new vscode.TreeItem(connection.name, vscode.TreeItemCollapsibleState.Collapsed);
  // With nothing to choose from, and for the result of a search, a click less.
  if (query || isOnlyConnection) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  item.id = `${connection.id}${query ? `?${query.key}:${query.value}` : ''}`;
  item.contextValue = connection.readOnly ? 'connection.readOnly' : 'connection';
  item.iconPath = connectionIcon(state, connection.readOnly);
  // What is news comes first: the place is narrow.
  const facts = [
    stateWords[state],
    foundText(node),
    hostOf(connection.url),
    connection.readOnly ? 'read-only' : undefined,
  ].filter((fact) => fact !== undefined);
  item.description = facts.join(' · ');
  const spoken = state === 'connected' ? [...facts, 'connected'] : facts;
  item.accessibilityInformation = { label: `Connection ${connection.name}, ${spoken.join(', ')}` };
  return item;
}

/** What is as it should be needs no word. */
const stateWords: Readonly<Record<ConnectionState, string | undefined>> = {
  unknown: undefined,
  connected: undefined,
  signedOut: 'signed out',
  unreachable: 'unreachable',
};

function connectionIcon(state: ConnectionState, readOnly: boolean): vscode.ThemeIcon {
  const warning = new vscode.ThemeColor('list.warningForeground');
  if (state === 'signedOut') return new vscode.ThemeIcon('key', warning);
  if (state === 'unreachable') return new vscode.ThemeIcon('debug-disconnect', warning);
  const color = state === 'connected' ? new vscode.ThemeColor('testing.iconPassed') : undefined;
  return new vscode.ThemeIcon(readOnly ? 'lock' : 'plug', color);
}

/** How many streams a search has found, as far as that is known. */
function foundText({ query, streams }: ConnectionNode): string | undefined {
  if (!query || !streams.isLoaded || streams.error !== undefined) return undefined;
  return `${formatQuantity(streams.items.length + (streams.remaining ?? 0), 'stream')} found`;
}

function hostOf(url: string): string {
  return URL.canParse(url) && url.includes('//') ? new URL(url).host : 'built-in';
}
