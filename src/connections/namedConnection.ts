import { text } from '../base/text';
import { DomoError } from '../domo/http/errors';
import type { Connection } from './connection';

/**
 * The connection that another tool means: by its id or its name, or the only one there is.
 * @throws DomoError `notFound` with those that there are, to choose from
 */
export function namedConnection(
  connections: readonly Connection[],
  named: string | undefined,
): Connection {
  const [only] = connections;
  if (!only)
    throw new DomoError(
      'notFound',
      text('There is no connection to Domo yet. Add one in the Domo Streams view.'),
    );
  if (named === undefined && connections.length === 1) return only;
  const there = connections.map(calledOf).join(', ');
  if (named === undefined)
    throw new DomoError('notFound', text('Name one of the connections: {0}.', there));
  const found = findNamed(connections, named);
  if (!found)
    throw new DomoError(
      'notFound',
      text('No connection, or more than one, is called “{0}”. There are: {1}.', named, there),
    );
  return found;
}

/** By its id, else by a name that no other has. */
function findNamed(connections: readonly Connection[], named: string): Connection | undefined {
  const byId = connections.find(({ id }) => id === named);
  const byName = connections.filter(({ name }) => isSame(name, named));
  return byId ?? (byName.length === 1 ? byName[0] : undefined);
}

function isSame(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}

/** `acme`, or `acme (Acme Production)` where the name says more than the id. */
function calledOf({ id, name }: Connection): string {
  return name === id ? id : `${id} (${name})`;
}
