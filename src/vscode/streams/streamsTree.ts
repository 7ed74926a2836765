import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { Execution, Stream, StreamQuery } from '../../domo/api/model';
import { executionRowOf } from '../../domo/api/model';
import type { ClientSource } from '../../connections/clientSource';
import type { ConnectionStore } from '../connections/connectionStore';
import { ConnectionNodes } from '../../streams/connectionNodes';
import { DroppedFiles } from './droppedFiles';
import { ExecutionPoller } from './executionPoller';
import { toTreeItem } from './treeItems';
import { NodeFactory } from '../../streams/nodeFactory';
import { childrenOf, shownBelow, type StreamsTreeNode } from '../../streams/nodes';
import { ShownNodes } from './shownNodes';
import { tooltipOf } from './tooltips';
import { TreeDrop } from './treeDrop';
import { readPageSize, showContext } from './treeContext';
import { ageMilliseconds } from '../../base/policies';

const viewId = 'domoStreams.streams';

/** A stream that was saved from elsewhere. */
export interface SavedStream {
  readonly connectionId: string;
  readonly streamId: number;
  /** Set where the save has made the stream. */
  readonly created?: unknown;
}

/** Folders of the extension's own. */
export interface TreePlaces {
  readonly media: vscode.Uri;
  /** Keeps dropped files that have no place on this machine's disk. */
  readonly dropFolder: string;
}

type Changed = StreamsTreeNode | StreamsTreeNode[] | undefined;

/** The tree of connections, their streams and those streams' executions. */
export class StreamsTree implements vscode.TreeDataProvider<StreamsTreeNode>, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<Changed>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #factory: NodeFactory;
  readonly #connections: ConnectionNodes;
  readonly #view: vscode.TreeView<StreamsTreeNode>;
  readonly #shown: ShownNodes;
  readonly #watcher: ExecutionPoller;

  constructor(
    private readonly store: ConnectionStore,
    clients: ClientSource,
    private readonly places: TreePlaces,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const own = this.#disposables;
    const tell = (nodes: readonly StreamsTreeNode[]): void => this.#tell(nodes);
    this.#factory = own.add(new NodeFactory(clients, log, readPageSize, tell));
    this.#connections = new ConnectionNodes(store, this.#factory);
    this.#view = own.add(
      vscode.window.createTreeView(viewId, {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
        dragAndDropController: new TreeDrop(viewId, store, new DroppedFiles(places.dropFolder)),
      }),
    );
    this.#shown = own.add(new ShownNodes(this.#view));
    this.#watcher = own.add(
      new ExecutionPoller(clients, this.#factory, log, {
        running: () =>
          this.#view.visible ? this.#shown.running(this.#connections.all) : new Set(),
        isInForeground: () => vscode.window.state.focused,
        tell,
      }),
    );
    this.#listen();
    this.#describe();
  }

  getTreeItem(node: StreamsTreeNode): vscode.TreeItem {
    const isOnlyConnection = this.#connections.all.length === 1;
    return toTreeItem(node, {
      isOnlyConnection,
      media: this.places.media,
      pageSize: readPageSize(),
    });
  }

  async getChildren(node?: StreamsTreeNode): Promise<StreamsTreeNode[]> {
    if (!node) return [...this.#connections.all];
    if (node.type !== 'connection' && node.type !== 'stream') return [];
    await childrenOf(node).load();
    return shownBelow(node);
  }

  getParent(node: StreamsTreeNode): StreamsTreeNode | undefined {
    return node.type === 'connection' ? undefined : node.parent;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: StreamsTreeNode): Promise<vscode.TreeItem> {
    item.tooltip = await tooltipOf(node, Date.now());
    return item;
  }

  /** Asks the server again, for everything or for what is below the nodes; what was loaded stays in place. */
  refresh(...nodes: readonly StreamsTreeNode[]): void {
    const targets = nodes.map((node) =>
      node.type === 'connection' || node.type === 'stream' ? node : node.parent,
    );
    for (const stale of nodes.length > 0 ? targets : this.#connections.all)
      this.#factory.invalidate(stale);
    this.#changed.fire(nodes.length > 0 ? targets : undefined);
  }

  /**
   * Brings one stream up to date after something was done to it, where it is loaded. Never fails: what was
   * done is done, whether or not it can be looked at now.
   */
  async streamChanged(connectionId: string, streamId: number): Promise<void> {
    const node = this.#connections.findStream(connectionId, streamId);
    try {
      if (node) await this.#factory.refreshStream(node);
    } catch (error) {
      this.log.warn(`Stream ${streamId} could not be read again: ${String(error)}`);
    }
  }

  /** Takes in what a save has changed. */
  saved({ connectionId, streamId, created }: SavedStream): void {
    const state = this.#connections.find(connectionId)?.state;
    // A save that worked shows that the connection does, whatever came of the last look.
    const isBack = state === 'signedOut' || state === 'failing' || state === 'unreachable';
    if (created || isBack) this.connectionChanged(connectionId);
    else void this.streamChanged(connectionId, streamId);
  }

  /** Asks for a connection's streams anew: one was created. */
  connectionChanged(connectionId: string): void {
    const node = this.#connections.find(connectionId);
    if (node) this.refresh(node);
  }

  /** Takes a stream off that was deleted. */
  streamDeleted(connectionId: string, streamId: number): void {
    const node = this.#connections.findStream(connectionId, streamId);
    if (node) this.#factory.removeStream(node);
  }

  /** Shows what was just read of an execution, which then need not be read again so soon. */
  executionRead(connectionId: string, streamId: number, execution: Execution): void {
    const { executionId } = execution;
    const node = this.#connections.findExecution(connectionId, streamId, executionId);
    if (!node) return;
    node.execution = executionRowOf(execution);
    this.#watcher.postpone(node);
    this.#tell([node]);
  }

  /** Shows whether the person is told when an execution ends. */
  setAwaited(
    connectionId: string,
    streamId: number,
    executionId: number,
    isAwaited: boolean,
  ): void {
    const node = this.#connections.findExecution(connectionId, streamId, executionId);
    if (!node) return;
    node.isAwaited = isAwaited;
    this.#tell([node]);
  }

  /** Loads the next page of the node's siblings. */
  async loadMore(node: StreamsTreeNode): Promise<void> {
    if (node.type !== 'more') return;
    await childrenOf(node.parent).loadMore();
    this.#tell([node.parent]);
  }

  /** Shows only what the server finds, or has found already; no query shows all again. */
  setQuery(connectionId: string, query: StreamQuery | undefined, found?: readonly Stream[]): void {
    if (!this.#connections.setQuery(connectionId, query, found)) return;
    this.#describe();
    this.#changed.fire(undefined);
  }

  /** Goes to what a search has found: to the stream where it is only one, else to the top of all. */
  async revealFound(connectionId: string): Promise<void> {
    const node = this.#connections.find(connectionId);
    if (!node) return;
    await node.streams.load();
    const [only, ...others] = node.streams.items;
    const isOne = only && others.length === 0;
    await this.#view.reveal(isOne ? only : node, { select: isOne === true, focus: true });
  }

  /** The connections that show a search. */
  get searchedConnectionIds(): string[] {
    return this.#connections.all
      .filter(({ query }) => query)
      .map(({ connection }) => connection.id);
  }

  /** The connection of the selected row. */
  get selectedConnectionId(): string | undefined {
    let node = this.#view.selection[0];
    while (node && node.type !== 'connection') node = node.parent;
    return node?.connection.id;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #listen(): void {
    const own = this.#disposables;
    own.add(
      this.store.onDidChange(() => {
        this.#connections.read();
        this.#describe();
        this.#changed.fire(undefined);
      }),
    );
    own.add(
      this.#shown.onDidToggleConnection(({ connection, isShown }) => {
        if (isShown) this.#factory.names.resume(connection);
        else this.#factory.names.pause(connection);
      }),
    );
    const timer = setInterval(() => this.#age(), ageMilliseconds);
    own.add({ dispose: () => clearInterval(timer) });
  }

  /** Has the rows say anew how long ago it was, where that has changed. */
  #age(): void {
    const now = Date.now();
    if (this.#view.visible)
      this.#tell(this.#shown.aged(this.#connections.all, now - ageMilliseconds, now));
  }

  #tell(nodes: readonly StreamsTreeNode[]): void {
    if (nodes.length > 0) this.#changed.fire([...nodes]);
  }

  #describe(): void {
    this.#view.description = showContext(this.#connections.all, this.store);
  }
}
