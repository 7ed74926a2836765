import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { isDomoError } from '../../domo/errors';
import { outcomeOf } from '../../domo/model';
import type { Clients } from '../connections/clients';
import type { ExecutionNode, StreamNode, StreamsTreeNode } from './nodes';

interface Watched {
  dueMilliseconds: number;
  delayMilliseconds: number;
}

const tickMilliseconds = 1_000;
const longestDelayMilliseconds = 60_000;

/** Polls running executions while they can be seen, less and less often, until they end. */
export class ExecutionWatcher implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #expanded = new Set<StreamNode>();
  readonly #watched = new Map<ExecutionNode, Watched>();
  #isPolling = false;

  constructor(
    private readonly view: vscode.TreeView<StreamsTreeNode>,
    private readonly clients: Clients,
    private readonly log: vscode.LogOutputChannel,
    private readonly tell: (node: StreamsTreeNode) => void,
  ) {
    this.#disposables.add(
      view.onDidExpandElement(({ element }) => {
        if (element.type === 'stream') this.#expanded.add(element);
      }),
    );
    this.#disposables.add(
      view.onDidCollapseElement(({ element }) => {
        if (element.type === 'stream') this.#expanded.delete(element);
      }),
    );
    const timer = setInterval(() => void this.#tick(), tickMilliseconds);
    this.#disposables.add({ dispose: () => clearInterval(timer) });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #tick(): Promise<void> {
    if (this.#isPolling || !this.view.visible) return;
    this.#isPolling = true;
    try {
      const running = [...this.#expanded].flatMap(runningExecutions);
      for (const node of this.#watched.keys())
        if (!running.includes(node)) this.#watched.delete(node);
      for (const node of running) await this.#pollIfDue(node);
    } finally {
      this.#isPolling = false;
    }
  }

  async #pollIfDue(node: ExecutionNode): Promise<void> {
    const firstDelay = pollMilliseconds();
    const watched = this.#watched.get(node);
    if (!watched) {
      this.#watched.set(node, {
        dueMilliseconds: Date.now() + firstDelay,
        delayMilliseconds: firstDelay,
      });
      return;
    }
    if (Date.now() < watched.dueMilliseconds) return;
    watched.delayMilliseconds = Math.min(watched.delayMilliseconds * 1.5, longestDelayMilliseconds);
    watched.dueMilliseconds = Date.now() + watched.delayMilliseconds;
    await this.#poll(node);
  }

  async #poll(node: ExecutionNode): Promise<void> {
    const { stream, parent } = node.parent;
    try {
      const client = await this.clients.get(parent.connection.id);
      node.execution = await client.executions.get(stream.id, node.execution.executionId);
      this.tell(node);
      if (isRunning(node)) return;
      node.parent.stream = await client.streams.get(stream.id);
      this.tell(node.parent);
    } catch (error) {
      this.log.debug(
        `Execution ${node.execution.executionId} could not be polled: ${String(error)}`,
      );
      // It is gone: the list must be read again.
      if (isDomoError(error) && error.kind === 'notFound') {
        node.parent.executions.invalidate();
        this.tell(node.parent);
      }
    }
  }
}

function runningExecutions(stream: StreamNode): ExecutionNode[] {
  return stream.executions.items.filter(isRunning);
}

function isRunning({ execution }: ExecutionNode): boolean {
  return outcomeOf(execution.currentState, execution.endedAt) === 'running';
}

function pollMilliseconds(): number {
  return vscode.workspace.getConfiguration('domoStreams').get('executions.pollSeconds', 5) * 1000;
}
