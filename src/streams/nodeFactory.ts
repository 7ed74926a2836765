import type { Disposable } from '../base/disposable';
import type { Log } from '../base/log';
import { isCancelled, throwIfAborted } from '../base/abort';
import { isDomoError } from '../domo/http/errors';
import {
  executionRowOf,
  streamRowOf,
  type Execution,
  type Stream,
  type StreamQuery,
  type StreamRow,
} from '../domo/api/model';
import type { ClientSource } from '../connections/clientSource';
import type { Connection } from '../connections/connection';
import { NameFiller } from './nameFiller';
import {
  ConnectionNode,
  ExecutionNode,
  StreamNode,
  type ConnectionState,
  type PageSize,
  type StreamsTreeNode,
} from './nodes';
import { PagedList, type FetchPage } from './pagedList';
import { StreamPager } from './streamPager';
import { largestPage, type Page } from '../domo/flows/page';

/** Makes the tree's nodes and knows how each level is loaded. */
export class NodeFactory implements Disposable {
  /** Reads the names that lists lack. */
  readonly names: NameFiller;
  readonly #pages = new WeakMap<ConnectionNode, StreamPager>();

  constructor(
    private readonly clients: ClientSource,
    log: Pick<Log, 'warn'>,
    private readonly pageSize: PageSize,
    private readonly tell: (nodes: readonly StreamsTreeNode[]) => void,
  ) {
    this.names = new NameFiller(clients, log, tell);
  }

  /** @param found what the query has found already */
  connection(
    connection: Connection,
    query?: StreamQuery,
    found?: readonly Stream[],
  ): ConnectionNode {
    const client = () => this.clients.get(connection.id);
    const pages = new StreamPager(client, query, this.pageSize, found);
    const streams = new PagedList<StreamNode>(
      (...asked) => this.#streamPage(node, pages, ...asked),
      ({ stream }) => stream.id,
    );
    const node: ConnectionNode = new ConnectionNode(connection, query, streams);
    this.#pages.set(node, pages);
    return node;
  }

  /** Has the lists below a node loaded again when they are next shown. */
  invalidate(node: ConnectionNode | StreamNode): void {
    if (node.type === 'stream') node.executions.invalidate();
    else {
      this.names.forget(node);
      node.streams.invalidate();
      for (const { executions } of node.streams.items) executions.invalidate();
    }
  }

  /** Reads one stream again, in place. */
  async refreshStream(node: StreamNode): Promise<void> {
    const client = await this.clients.get(node.parent.connection.id);
    node.stream = streamRowOf(await client.streams.get(node.stream.id, { oddToo: true }));
    node.executions.invalidate();
    this.tell([node]);
  }

  /** Takes a stream off that is gone. */
  removeStream(node: StreamNode): void {
    this.#pages.get(node.parent)?.remove(node.stream.id);
    node.parent.streams.remove(node, 'moves');
    this.tell([node.parent]);
  }

  /** Keeps how a connection stands, by its last call. */
  setState(node: ConnectionNode, error: unknown): void {
    const state = stateAfter(error);
    if (node.state === state) return;
    node.state = state;
    this.tell([node]);
  }

  dispose(): void {
    this.names.dispose();
  }

  async #streamPage(
    node: ConnectionNode,
    pages: StreamPager,
    ...asked: Parameters<FetchPage<StreamNode>>
  ): Promise<Page<StreamNode>> {
    try {
      const page = await pages.read(...asked);
      throwIfAborted(asked[2]);
      const items = this.#streamNodes(node, page.items);
      this.names.fill(
        node,
        items.filter((_, index) => page.items[index]?.name === undefined),
      );
      this.setState(node, undefined);
      // Its row says how many were found.
      if (node.query) this.tell([node]);
      return { ...page, items };
    } catch (error) {
      if (!isCancelled(error)) this.setState(node, error);
      throw error;
    }
  }

  /** A stream that was shown keeps its node, so that its expansion and its executions stay. */
  #streamNodes(parent: ConnectionNode, streams: readonly StreamRow[]): StreamNode[] {
    return streams.map((stream) => {
      const node = parent.streams.get(stream.id);
      if (!node) return this.#streamNode(parent, stream);
      // A sparse row knows less than what was filled in before.
      if (stream.name !== undefined || node.stream.name === undefined) node.stream = stream;
      return node;
    });
  }

  #streamNode(parent: ConnectionNode, stream: StreamRow): StreamNode {
    const executions = new PagedList<ExecutionNode>(
      (...asked) => this.#executionPage(node, ...asked),
      ({ execution }) => execution.executionId,
    );
    const node: StreamNode = new StreamNode(parent, stream, executions);
    return node;
  }

  async #executionPage(
    node: StreamNode,
    ...[olderCount, wanted = 0, signal]: Parameters<FetchPage<ExecutionNode>>
  ): Promise<Page<ExecutionNode>> {
    const client = await this.clients.get(node.parent.connection.id);
    const count = Math.min(Math.max(wanted, this.pageSize()), largestPage);
    const streamId = node.stream.id;
    const page =
      olderCount === undefined
        ? await client.newestExecutions(streamId, count, { signal })
        : await client.olderExecutions(streamId, olderCount, count, { signal });
    throwIfAborted(signal);
    return { ...page, items: executionNodes(node, page.items) };
  }
}

function executionNodes(parent: StreamNode, executions: readonly Execution[]): ExecutionNode[] {
  return executions.map((execution) => {
    const row = executionRowOf(execution);
    const node = parent.executions.get(row.executionId);
    if (!node) return new ExecutionNode(parent, row);
    node.execution = row;
    return node;
  });
}

/** What a failed call says of the connection. One that Domo refused for its own reason shows that it stands. */
function stateAfter(error: unknown): ConnectionState {
  if (error === undefined) return 'connected';
  if (!isDomoError(error)) return 'unreachable';
  if (['unauthorized', 'forbidden', 'loginPage'].includes(error.kind)) return 'signedOut';
  if (['badRequest', 'notFound', 'rateLimited', 'conflict'].includes(error.kind))
    return 'connected';
  return error.status === undefined ? 'unreachable' : 'failing';
}
