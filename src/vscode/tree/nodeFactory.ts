import * as vscode from 'vscode';
import type { Execution, Stream } from '../../domo/model';
import type { Clients } from '../connections/clients';
import type { Connection } from '../connections/connection';
import type {
  ConnectionNode,
  ExecutionNode,
  StreamNode,
  StreamQuery,
  StreamsTreeNode,
} from './nodes';
import { PagedList, type PageOf } from './pagedList';

/** Makes the tree's nodes and knows how each level is loaded. */
export class NodeFactory implements vscode.Disposable {
  /** Ends what runs in the background. */
  readonly #ending = new AbortController();

  constructor(
    private readonly clients: Pick<Clients, 'get'>,
    private readonly log: Pick<vscode.LogOutputChannel, 'warn'>,
    private readonly tell: (node: StreamsTreeNode) => void,
  ) {}

  connection(connection: Connection, query?: StreamQuery): ConnectionNode {
    const node: ConnectionNode = {
      type: 'connection',
      connection,
      query,
      streams: new PagedList(
        (offset) => this.#streamPage(node, offset ?? 0),
        ({ stream }) => stream.id,
      ),
    };
    return node;
  }

  /** Has the lists below a node loaded again when they are next shown. */
  invalidate(node: ConnectionNode | StreamNode): void {
    if (node.type === 'stream') node.executions.invalidate();
    else {
      node.streams.invalidate();
      for (const { executions } of node.streams.items) executions.invalidate();
    }
  }

  /** Reads one stream again, in place. */
  async refreshStream(node: StreamNode): Promise<void> {
    const client = await this.clients.get(node.parent.connection.id);
    node.stream = await client.streams.get(node.stream.id);
    node.executions.invalidate();
    this.tell(node);
  }

  dispose(): void {
    this.#ending.abort();
  }

  async #streamPage(node: ConnectionNode, offset: number): Promise<PageOf<StreamNode>> {
    const client = await this.clients.get(node.connection.id);
    const { query } = node;
    if (query) {
      const found = await client.streams.search(query.key, query.value);
      return { items: this.#streamNodes(node, found), next: undefined };
    }
    const page = await client.readStreamPage({ limit: pageSize(), offset });
    const items = this.#streamNodes(node, page.streams);
    void this.#fillNames(node, items);
    return { items, next: page.nextOffset };
  }

  /** A stream that was shown keeps its node, so that its expansion and its executions stay. */
  #streamNodes(parent: ConnectionNode, streams: readonly Stream[]): StreamNode[] {
    const former = new Map(parent.streams.items.map((node) => [node.stream.id, node]));
    return streams.map((stream) => {
      const node = former.get(stream.id);
      if (!node) return this.#streamNode(parent, stream);
      // A sparse row knows less than what was filled in before.
      if (stream.name !== undefined || node.stream.name === undefined) node.stream = stream;
      return node;
    });
  }

  #streamNode(parent: ConnectionNode, stream: Stream): StreamNode {
    const node: StreamNode = {
      type: 'stream',
      parent,
      stream,
      executions: new PagedList(
        (olderCount) => this.#executionPage(node, olderCount),
        ({ execution }) => execution.executionId,
      ),
    };
    return node;
  }

  async #executionPage(
    node: StreamNode,
    olderCount: number | undefined,
  ): Promise<PageOf<ExecutionNode>> {
    const client = await this.clients.get(node.parent.connection.id);
    const count = pageSize();
    const streamId = node.stream.id;
    const page =
      olderCount === undefined
        ? await client.newestExecutions(streamId, count)
        : await client.olderExecutions(streamId, { olderCount, count });
    const items = executionNodes(node, page.executions);
    return { items, next: page.olderCount > 0 ? page.olderCount : undefined };
  }

  /** List rows of live instances lack names: they are read in the background, each row in place. */
  async #fillNames(parent: ConnectionNode, nodes: readonly StreamNode[]): Promise<void> {
    const nameless = new Map(
      nodes.filter(({ stream }) => stream.name === undefined).map((node) => [node.stream.id, node]),
    );
    if (nameless.size === 0) return;
    const onStreams = (streams: readonly Stream[]): void => {
      for (const stream of streams) {
        const node = nameless.get(stream.id);
        if (!node) continue;
        node.stream = stream;
        this.tell(node);
      }
    };
    try {
      const client = await this.clients.get(parent.connection.id);
      const options = { signal: this.#ending.signal };
      await client.readWholeStreams([...nameless.keys()], onStreams, options);
    } catch (error) {
      this.log.warn(`The names of ${nameless.size} streams could not be read: ${String(error)}`);
    }
  }
}

function executionNodes(parent: StreamNode, executions: readonly Execution[]): ExecutionNode[] {
  const former = new Map(parent.executions.items.map((node) => [node.execution.executionId, node]));
  return executions.map((execution) => {
    const node = former.get(execution.executionId);
    if (!node) return { type: 'execution', parent, execution };
    node.execution = execution;
    return node;
  });
}

function pageSize(): number {
  return vscode.workspace.getConfiguration('domoStreams').get('tree.pageSize', 100);
}
