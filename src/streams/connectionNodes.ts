import type { Stream, StreamQuery } from '../domo/api/model';
import type { Connection } from '../connections/connection';
import type { Open, StreamIds } from '../connections/ids';
import type { NodeFactory } from './nodeFactory';
import type { ConnectionNode, ExecutionNode, StreamNode } from './nodes';

/** The roots of the tree: one node per connection, in the order of the settings. */
export class ConnectionNodes {
  #nodes: readonly ConnectionNode[] = [];
  /** Of connections that show a search: what they showed before. */
  readonly #unfiltered = new Map<string, ConnectionNode>();

  constructor(
    private readonly store: { list(): readonly Connection[] },
    private readonly factory: NodeFactory,
  ) {
    this.read();
  }

  get all(): readonly ConnectionNode[] {
    return this.#nodes;
  }

  find(connectionId: string): ConnectionNode | undefined {
    return this.#nodes.find(({ connection }) => connection.id === connectionId);
  }

  findStream(connectionId: string, streamId: number): StreamNode | undefined {
    return this.find(connectionId)?.streams.get(streamId);
  }

  /** The node of a connection or a stream. */
  nodeOf({ connectionId, streamId }: Open<StreamIds>): ConnectionNode | StreamNode | undefined {
    if (connectionId === undefined) return undefined;
    return streamId === undefined
      ? this.find(connectionId)
      : this.findStream(connectionId, streamId);
  }

  findExecution(
    connectionId: string,
    streamId: number,
    executionId: number,
  ): ExecutionNode | undefined {
    return this.findStream(connectionId, streamId)?.executions.get(executionId);
  }

  /** Takes in what the settings say now. Nodes of connections that stay are kept, with all that they have loaded. */
  read(): void {
    const former = this.#nodes;
    this.#nodes = this.store.list().map((connection) => {
      const node = former.find((other) => other.connection.id === connection.id);
      if (node?.connection.url !== connection.url) return this.factory.connection(connection);
      node.connection = connection;
      // A new token may do what the former could not.
      if (node.streams.error !== undefined) this.factory.invalidate(node);
      return node;
    });
    for (const node of former) if (!this.#nodes.includes(node)) this.factory.names.forget(node);
  }

  /**
   * Filters a connection's streams; no query shows all again.
   * @returns false where that changes nothing
   */
  setQuery(
    connectionId: string,
    query: StreamQuery | undefined,
    found: readonly Stream[] | undefined,
  ): boolean {
    const node = this.find(connectionId);
    if (!node || (!query && !node.query)) return false;
    this.factory.names.forget(node);
    if (!node.query) this.#unfiltered.set(connectionId, node);
    const next = query
      ? this.factory.connection(node.connection, query, found)
      : this.#takeUnfiltered(node);
    next.state = node.state;
    this.#nodes = this.#nodes.with(this.#nodes.indexOf(node), next);
    return true;
  }

  /** What was loaded before the search, to be read again: it may have changed meanwhile. */
  #takeUnfiltered({ connection }: ConnectionNode): ConnectionNode {
    const node = this.#unfiltered.get(connection.id);
    this.#unfiltered.delete(connection.id);
    if (node?.connection.url !== connection.url) return this.factory.connection(connection);
    node.connection = connection;
    this.factory.invalidate(node);
    return node;
  }
}
