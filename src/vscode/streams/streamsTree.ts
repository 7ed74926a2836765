import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { Execution, Stream, StreamQuery } from '../../domo/api/model';
import { executionRowOf } from '../../domo/api/model';
import type { ConnectionServices } from '../connections/services';
import type { ExecutionIds, Open, StreamIds } from '../../connections/ids';
import { views } from '../../manifest/conditions';
import { ConnectionNodes } from '../../streams/connectionNodes';
import { DroppedFiles } from './droppedFiles';
import { ExecutionPoller } from './executionPoller';
import { toTreeItem } from './treeItems';
import { NodeFactory } from '../../streams/nodeFactory';
import { childrenOf, shownBelow, type StreamsTreeNode } from '../../streams/nodes';
import { ShownNodes } from './shownNodes';
import { tooltipOf } from './tooltips';
import { TreeDrop, type DroppedOnStream } from './treeDrop';
import { showContext } from './treeContext';
import type { Restorable, SavedStream, TreePlaces } from './treeSeams';
import { ageMilliseconds } from '../../base/policies';

type Changed = StreamsTreeNode | StreamsTreeNode[] | undefined;

/** The tree of connections, their streams and those streams' executions. */
export class StreamsTree implements vscode.TreeDataProvider<StreamsTreeNode>, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<Changed>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #dropped = this.#disposables.add(new vscode.EventEmitter<DroppedOnStream>());
  /** Fires when files were dropped on a stream. */
  readonly onDidDrop = this.#dropped.event;
  readonly #factory: NodeFactory;
  readonly #connections: ConnectionNodes;
  readonly #view: vscode.TreeView<StreamsTreeNode>;
  readonly #shown: ShownNodes;
  /** Executions at whose end the person is notified; their rows may come later. */
  readonly #awaited = new Set<string>();
  readonly #poller: ExecutionPoller;

  constructor(
    private readonly services: ConnectionServices,
    private readonly places: TreePlaces,
    private readonly restorable: Restorable,
  ) {
    const { store, clients, log } = services;
    const own = this.#disposables;
    const tell = (nodes: readonly StreamsTreeNode[]): void => this.#tell(nodes);
    const pageSize = (): number => services.settings.get('tree.pageSize');
    this.#factory = own.add(new NodeFactory(clients, log, pageSize, tell));
    this.#connections = new ConnectionNodes(store, this.#factory);
    this.#view = own.add(this.#createView());
    this.#shown = own.add(new ShownNodes(this.#view));
    this.#poller = own.add(
      new ExecutionPoller(clients, this.#factory, log, {
        running: () =>
          this.#view.visible ? this.#shown.running(this.#connections.all) : new Set(),
        isInForeground: () => vscode.window.state.focused,
        pollMilliseconds: () => services.settings.get('executions.pollSeconds') * 1000,
        tell,
      }),
    );
    this.#listen();
    this.#describe();
  }

  getTreeItem(node: StreamsTreeNode): vscode.TreeItem {
    return toTreeItem(node, {
      connections: this.#connections.all,
      media: this.places.media,
      pageSize: this.services.settings.get('tree.pageSize'),
      isRestorable: (ids) => this.restorable.has(ids),
      isAwaited: (ids) => this.#awaited.has(keyOf(ids)),
    });
  }

  async getChildren(node?: StreamsTreeNode): Promise<StreamsTreeNode[]> {
    if (!node) return [...this.#connections.all];
    if (node.type !== 'connection' && node.type !== 'stream') return [];
    await Promise.all([childrenOf(node).load(), this.restorable.read(node.ids.connectionId)]);
    return shownBelow(node);
  }

  getParent(node: StreamsTreeNode): StreamsTreeNode | undefined {
    return node.type === 'connection' ? undefined : node.parent;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: StreamsTreeNode): Promise<vscode.TreeItem> {
    item.tooltip = await tooltipOf(node, Date.now());
    return item;
  }

  /** Asks Domo again for what is below some rows, or for everything; what was loaded stays in place. */
  refresh(rows: readonly Open<StreamIds>[]): void {
    const isAll = rows.every(({ connectionId }) => connectionId === undefined);
    const nodes = rows.flatMap((ids) => this.#connections.nodeOf(ids) ?? []);
    for (const stale of isAll ? this.#connections.all : nodes) this.#factory.invalidate(stale);
    this.#changed.fire(isAll ? undefined : nodes);
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
      this.services.log.warn(`Stream ${streamId} could not be read again: ${String(error)}`);
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
    if (this.#connections.find(connectionId)) this.refresh([{ connectionId }]);
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
    this.#poller.postpone(node);
    this.#tell([node]);
  }

  /** Shows whether the person is told when an execution ends. */
  setAwaited(
    connectionId: string,
    streamId: number,
    executionId: number,
    isAwaited: boolean,
  ): void {
    const key = keyOf({ connectionId, streamId, executionId });
    if (isAwaited) this.#awaited.add(key);
    else this.#awaited.delete(key);
    const node = this.#connections.findExecution(connectionId, streamId, executionId);
    if (node) this.#tell([node]);
  }

  /** Loads the next page of what is below a connection or a stream. */
  async loadMore(ids: Open<StreamIds>): Promise<void> {
    const node = this.#connections.nodeOf(ids);
    if (!node) return;
    await childrenOf(node).loadMore();
    this.#tell([node]);
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
    return this.#view.selection[0]?.ids.connectionId;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #createView(): vscode.TreeView<StreamsTreeNode> {
    const { store } = this.services;
    const files = new DroppedFiles(this.places.dropFolder);
    return vscode.window.createTreeView(views.streams, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: new TreeDrop(store, files, (dropped) => this.#dropped.fire(dropped)),
    });
  }

  #listen(): void {
    const own = this.#disposables;
    own.add(
      this.services.store.onDidChange(() => {
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
    this.#view.description = showContext(this.#connections.all, this.services.store);
  }
}

function keyOf({ connectionId, streamId, executionId }: ExecutionIds): string {
  return `${connectionId}/${streamId}/${executionId}`;
}
