import type { ConnectionStore } from '../connections/connectionStore';
import { setContext } from '../shell/context';
import { oneLine } from '../../base/plainText';
import type { ConnectionNode } from '../../streams/nodes';

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
  setContext('hasSeveralConnections', connections.length > 1);
  setContext('hasInvalidConnections', store.hasInvalid);
  setContext('searching', queries.length > 0);
  return queries.map(({ key, value }) => `${oneLine(value)} · ${key}`).join(', ');
}
