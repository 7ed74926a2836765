import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { Clients } from '../connections/clients';
import type { ConnectionStore } from '../connections/connectionStore';
import { ExecutionWatcher } from './executionWatcher';
import { toTreeItem } from './items';
import { NodeFactory } from './nodeFactory';
import type { ConnectionNode, StreamQuery, StreamsTreeNode } from './nodes';
import { tooltipOf } from './tooltips';

const viewId = 'domoStreams.streams';

/** A stream that was saved from elsewhere. */
export interface SavedStream {
  readonly connectionId: string;
  readonly streamId: number;
  /** Set where the save has made the stream. */
  readonly created?: unknown;
}

/** The tree of connections, their streams and those streams' executions. */
export class StreamsTree implements vscode.TreeDataProvider<StreamsTreeNode>, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<StreamsTreeNode | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #factory: NodeFactory;
  readonly #view: vscode.TreeView<StreamsTreeNode>;
  #connections: ConnectionNode[] = [];

  constructor(
    private readonly store: ConnectionStore,
    clients: Clients,
    private readonly media: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const tell = (node: StreamsTreeNode): void => this.#changed.fire(node);
    this.#factory = this.#disposables.add(new NodeFactory(clients, log, tell));
    this.#connections = this.#readConnections();
    this.#view = this.#disposables.add(
      vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.#disposables.add(new ExecutionWatcher(this.#view, clients, log, tell));
    this.#disposables.add(
      store.onDidChange(() => {
        this.#connections = this.#readConnections();
        this.#describe();
        this.#changed.fire(undefined);
      }),
    );
  }

  getTreeItem(node: StreamsTreeNode): vscode.TreeItem {
    const isOnlyConnection = this.#connections.length === 1;
    return toTreeItem(node, { isOnlyConnection, media: this.media });
  }

  async getChildren(node?: StreamsTreeNode): Promise<StreamsTreeNode[]> {
    switch (node?.type) {
      case undefined:
        return this.#connections;
      case 'connection':
        await node.streams.load();
        return withNotes(
          node,
          node.streams,
          node.query ? 'No stream matches the search' : 'No streams yet',
        );
      case 'stream':
        await node.executions.load();
        return withNotes(node, node.executions, 'No executions yet');
      default:
        return [];
    }
  }

  getParent(node: StreamsTreeNode): StreamsTreeNode | undefined {
    return node.type === 'connection' ? undefined : node.parent;
  }

  resolveTreeItem(item: vscode.TreeItem, node: StreamsTreeNode): vscode.TreeItem {
    item.tooltip = tooltipOf(node, Date.now());
    return item;
  }

  /** Asks the server again, for everything or for what is below the node; what was loaded stays in place. */
  refresh(node?: StreamsTreeNode): void {
    const target =
      !node || node.type === 'connection' || node.type === 'stream' ? node : node.parent;
    for (const stale of target ? [target] : this.#connections) this.#factory.invalidate(stale);
    this.#changed.fire(target);
  }

  /**
   * Brings one stream up to date after something was done to it, or its whole connection where it is new
   * or gone. Never fails: what was done is done, whether or not it can be looked at now.
   */
  async streamChanged(connectionId: string, streamId: number): Promise<void> {
    const connection = this.#connections.find((node) => node.connection.id === connectionId);
    const node = connection?.streams.items.find(({ stream }) => stream.id === streamId);
    try {
      if (node) await this.#factory.refreshStream(node);
      else if (connection) this.refresh(connection);
    } catch (error) {
      this.log.warn(`Stream ${streamId} could not be read again: ${String(error)}`);
    }
  }

  /** Takes in what a save has changed. */
  saved({ connectionId, streamId, created }: SavedStream): void {
    if (created) this.connectionChanged(connectionId);
    else void this.streamChanged(connectionId, streamId);
  }

  /** Asks for a connection's streams anew: one was created or deleted. */
  connectionChanged(connectionId: string): void {
    const node = this.#connections.find(({ connection }) => connection.id === connectionId);
    if (node) this.refresh(node);
  }

  /** Loads the next page of the node's siblings. */
  async loadMore(node: StreamsTreeNode): Promise<void> {
    if (node.type !== 'more') return;
    const { parent } = node;
    await (parent.type === 'connection' ? parent.streams : parent.executions).loadMore();
    this.#changed.fire(parent);
  }

  /** Shows only what the server finds; no query shows all again. */
  setQuery(connectionId: string, query: StreamQuery | undefined): void {
    const index = this.#connections.findIndex(({ connection }) => connection.id === connectionId);
    const node = this.#connections[index];
    if (!node || (!query && !node.query)) return;
    this.#connections = this.#connections.with(
      index,
      this.#factory.connection(node.connection, query),
    );
    this.#describe();
    this.#changed.fire(undefined);
  }

  /** The connections that show a search. */
  get searchedConnectionIds(): string[] {
    return this.#connections.filter(({ query }) => query).map(({ connection }) => connection.id);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Nodes of connections that are still the same are kept, with all that they have loaded. */
  #readConnections(): ConnectionNode[] {
    const connections = this.store.list();
    void vscode.commands.executeCommand(
      'setContext',
      'domoStreams.hasConnections',
      connections.length > 0,
    );
    return connections.map((connection) => {
      const former = this.#connections.find((node) => node.connection.id === connection.id);
      if (former?.connection.url !== connection.url) return this.#factory.connection(connection);
      former.connection = connection;
      // A new token may do what the former could not.
      if (former.streams.error !== undefined) this.#factory.invalidate(former);
      return former;
    });
  }

  #describe(): void {
    const queries = this.#connections.flatMap(({ query }) => query ?? []);
    this.#view.description = queries.map(({ key, value }) => `${value} · ${key}`).join(', ');
    void vscode.commands.executeCommand('setContext', 'domoStreams.searching', queries.length > 0);
  }
}

function withNotes(
  parent: ConnectionNode | Extract<StreamsTreeNode, { type: 'stream' }>,
  list: { items: readonly StreamsTreeNode[]; hasMore: boolean; error: unknown },
  emptyText: string,
): StreamsTreeNode[] {
  const nodes = [...list.items];
  if (list.error !== undefined) nodes.push({ type: 'error', parent, error: list.error });
  else if (nodes.length === 0) nodes.push({ type: 'empty', parent, text: emptyText });
  else if (list.hasMore) nodes.push({ type: 'more', parent });
  return nodes;
}
