import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { numberSetting } from '../shell/settings';
import { oneLine } from '../../base/plainText';
import type { ConnectionNode } from '../../streams/nodes';

/** The setting for how many items a click loads. */
export function readPageSize(): number {
  return numberSetting('tree.pageSize', 100);
}

/**
 * Tells the editor what menus and welcome texts depend on.
 * @returns the view's description: what is searched for
 */
export function showContext(
  connections: readonly ConnectionNode[],
  store: Pick<ConnectionStore, 'hasInvalid'>,
): string {
  const queries = connections.flatMap(({ query }) => query ?? []);
  setContext('hasConnections', connections.length > 0);
  setContext('hasInvalidConnections', store.hasInvalid);
  setContext('searching', queries.length > 0);
  return queries.map(({ key, value }) => `${oneLine(value)} · ${key}`).join(', ');
}

function setContext(name: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `domoStreams.${name}`, value);
}
