import type { Connection } from '../../src/connections/connection';
import type { ExecutionRow, StreamRow } from '../../src/domo/api/model';
import { ConnectionNode, ExecutionNode, StreamNode } from '../../src/streams/nodes';
import { PagedList } from '../../src/streams/pagedList';

/** A list of rows that are all loaded by its first page. */
export function listOf<T>(items: readonly T[] = []): PagedList<T> {
  return new PagedList<T>(
    () => Promise.resolve({ items, next: undefined }),
    (item) => items.indexOf(item),
  );
}

const acme: Connection = {
  id: 'acme',
  name: 'Acme',
  url: 'https://acme.domo.com',
  readOnly: false,
};

/** A connection's row. What is not given is that of Acme's. */
export function connectionRow(
  given: Partial<Connection> = {},
  streams: readonly StreamNode[] = [],
): ConnectionNode {
  return new ConnectionNode({ ...acme, ...given }, undefined, listOf(streams));
}

/** A stream's row below a connection's. */
export function streamRow(
  stream: Partial<StreamRow> & Pick<StreamRow, 'id'>,
  parent = connectionRow(),
  executions: readonly ExecutionNode[] = [],
): StreamNode {
  return new StreamNode(parent, stream as StreamRow, listOf(executions));
}

/** An execution's row below a stream's. */
export function executionRow(
  execution: Partial<ExecutionRow> & Pick<ExecutionRow, 'executionId'>,
  parent = streamRow({ id: 101 }),
): ExecutionNode {
  return new ExecutionNode(parent, execution as ExecutionRow);
}
