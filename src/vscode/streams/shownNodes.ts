import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { isRunning, streamOutcome } from '../../domo/api/model';
import { formatAge } from '../../base/format';
import type {
  ConnectionNode,
  ExecutionNode,
  StreamNode,
  StreamsTreeNode,
} from '../../streams/nodes';

/** Which rows of the tree can be seen: those whose parents were expanded and not collapsed since. */
export class ShownNodes implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  // What was never loaded was never expanded: the editor does not tell of rows that begin expanded.
  readonly #collapsed = new WeakSet<StreamsTreeNode>();
  readonly #toggled = this.#disposables.add(
    new vscode.EventEmitter<{ connection: ConnectionNode; isShown: boolean }>(),
  );
  /** Fires when the streams of a connection come into sight or go. */
  readonly onDidToggleConnection = this.#toggled.event;

  constructor(view: vscode.TreeView<StreamsTreeNode>) {
    this.#disposables.add(view.onDidCollapseElement(({ element }) => this.#set(element, false)));
    this.#disposables.add(view.onDidExpandElement(({ element }) => this.#set(element, true)));
  }

  /** Streams that can be seen. */
  streams(connections: readonly ConnectionNode[]): StreamNode[] {
    return connections
      .filter((node) => !this.#collapsed.has(node))
      .flatMap(({ streams }) => streams.items);
  }

  /** Whether the executions of a stream that can be seen can be seen too. */
  isExpanded(node: StreamNode): boolean {
    return node.executions.isLoaded && !this.#collapsed.has(node);
  }

  /** The rows that run: executions, and streams whose executions are not shown. */
  running(connections: readonly ConnectionNode[]): Set<StreamNode | ExecutionNode> {
    const rows = this.streams(connections).flatMap((node): (StreamNode | ExecutionNode)[] => {
      if (this.isExpanded(node))
        return node.executions.items.filter(({ execution }) => isRunning(execution));
      return streamOutcome(node.stream) === 'running' ? [node] : [];
    });
    return new Set(rows);
  }

  /** Executions whose rows say something else now than at an instant before. */
  aged(connections: readonly ConnectionNode[], before: number, now: number): ExecutionNode[] {
    return this.streams(connections)
      .filter((node) => this.isExpanded(node))
      .flatMap(({ executions }) => executions.items)
      .filter((node) => {
        const { startedAt, endedAt } = node.execution;
        const when = endedAt ?? startedAt;
        if (when === undefined) return false;
        return isRunning(node.execution) || formatAge(when, before) !== formatAge(when, now);
      });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #set(element: StreamsTreeNode, isShown: boolean): void {
    if (isShown) this.#collapsed.delete(element);
    else this.#collapsed.add(element);
    if (element.type === 'connection') this.#toggled.fire({ connection: element, isShown });
  }
}
