import * as vscode from 'vscode';
import { plural, t } from '../../base/l10n';
import { oneLine } from '../../base/plainText';
import { sandboxUrl } from '../../domo/instanceUrl';
import { contextValueOf } from '../../manifest/conditions';
import type { ConnectionNode, ConnectionState } from '../../streams/nodes';

/** How a connection looks in the tree. */
export function connectionItem(
  node: ConnectionNode,
  connections: readonly ConnectionNode[],
): vscode.TreeItem {
  const { connection, query, state } = node;
  const item = new vscode.TreeItem(
    oneLine(connection.name),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  // With nothing to choose from, and for the result of a search, a click less.
  if (query || connections.length === 1)
    item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  item.id = `${connection.id}${query ? `?${query.key}:${query.value}` : ''}`;
  item.contextValue = connectionContext(node, connections);
  item.iconPath = connectionIcon(state, connection.readOnly);
  // What is news comes first: the place is narrow.
  const facts = [
    stateWords(state),
    foundText(node),
    hostOf(connection.url),
    connection.readOnly ? t('read-only') : undefined,
  ].filter((fact) => fact !== undefined);
  item.description = oneLine(facts.join(' · '));
  const spoken = state === 'connected' ? [...facts, t('connected')] : facts;
  item.accessibilityInformation = {
    label: t('Connection {0}, {1}', connection.name, spoken.join(', ')),
  };
  return item;
}

/** Menus leave out what would be refused anyway. */
function connectionContext(node: ConnectionNode, connections: readonly ConnectionNode[]): string {
  const { readOnly, url } = node.connection;
  const index = connections.indexOf(node);
  return contextValueOf('connection', {
    writable: !readOnly,
    inDomo: url !== sandboxUrl,
    movesUp: index > 0,
    movesDown: index < connections.length - 1,
    searched: node.query !== undefined,
  });
}

/** What is as it should be needs no word. */
function stateWords(state: ConnectionState): string | undefined {
  switch (state) {
    case 'signedOut':
      return t('signed out');
    case 'failing':
      return t('answered with an error');
    case 'unreachable':
      return t('unreachable');
    default:
      return undefined;
  }
}

function connectionIcon(state: ConnectionState, readOnly: boolean): vscode.ThemeIcon {
  const warning = new vscode.ThemeColor('charts.yellow');
  if (state === 'signedOut') return new vscode.ThemeIcon('key', warning);
  if (state === 'failing') return new vscode.ThemeIcon('warning', warning);
  if (state === 'unreachable') return new vscode.ThemeIcon('debug-disconnect', warning);
  const color = state === 'connected' ? new vscode.ThemeColor('charts.green') : undefined;
  return new vscode.ThemeIcon(readOnly ? 'lock' : 'plug', color);
}

/** How many streams a search has found, as far as that is known. */
function foundText({ query, streams }: ConnectionNode): string | undefined {
  if (!query || !streams.isLoaded || streams.error !== undefined) return undefined;
  const count = streams.items.length + (streams.remaining ?? 0);
  return plural(count, '{0} stream found', '{0} streams found');
}

function hostOf(url: string): string {
  return URL.canParse(url) && url.includes('//') ? new URL(url).host : t('built-in');
}
