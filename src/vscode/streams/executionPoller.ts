import type * as vscode from 'vscode';
import type { Log } from '../../base/log';
import { isDomoError } from '../../domo/http/errors';
import { executionRowOf, isRunning, streamRowOf, type Stream } from '../../domo/api/model';
import type { ClientSource } from '../../connections/clientSource';
import type { NodeFactory } from '../../streams/nodeFactory';
import type {
  ConnectionNode,
  ExecutionNode,
  StreamNode,
  StreamsTreeNode,
} from '../../streams/nodes';
import { PollSchedule } from '../../streams/pollSchedule';
import {
  pollerTickMilliseconds,
  pollerLongestPollMilliseconds,
  backgroundSlowness,
} from '../../base/policies';

/** What the poller looks at and reports. */
export interface PollerSeams {
  /** The rows that run and can be seen; none while nothing can. */
  readonly running: () => ReadonlySet<StreamNode | ExecutionNode>;
  readonly isInForeground: () => boolean;
  /** Between the first two reads of a row. */
  readonly pollMilliseconds: () => number;
  readonly tell: (nodes: readonly StreamsTreeNode[]) => void;
}

/** Polls what runs while it can be seen, less and less often, until it ends. */
export class ExecutionPoller implements vscode.Disposable {
  readonly #schedule: PollSchedule<StreamNode | ExecutionNode>;
  readonly #timer = setInterval(() => void this.#tick(), pollerTickMilliseconds);
  #isPolling = false;

  constructor(
    private readonly clients: ClientSource,
    private readonly factory: Pick<NodeFactory, 'setState'>,
    private readonly log: Log,
    private readonly seams: PollerSeams,
  ) {
    this.#schedule = new PollSchedule(seams.pollMilliseconds, pollerLongestPollMilliseconds);
  }

  /** Somebody else has just read this execution. */
  postpone(node: ExecutionNode): void {
    this.#schedule.postpone(node, Date.now());
    this.#schedule.postpone(node.parent, Date.now());
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  async #tick(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    try {
      const slowness = this.seams.isInForeground() ? 1 : backgroundSlowness;
      const due = this.#schedule.takeDue(this.seams.running(), Date.now(), slowness);
      const polls = [...new Set(due.map(connectionOf))].map((connection) =>
        this.#poll(
          connection,
          due.filter((row) => connectionOf(row) === connection),
        ),
      );
      await Promise.all(polls);
    } finally {
      this.#isPolling = false;
    }
  }

  async #poll(node: ConnectionNode, rows: readonly (StreamNode | ExecutionNode)[]): Promise<void> {
    try {
      await this.#pollStreams(
        node,
        rows.filter((row) => row.type === 'stream'),
      );
      for (const row of rows) if (row.type === 'execution') await this.#pollExecution(row);
      this.factory.setState(node, undefined);
    } catch (error) {
      this.log.debug(`Running executions could not be polled: ${String(error)}`);
      this.factory.setState(node, error);
    }
  }

  /** Streams whose executions are not shown, many in one call. */
  async #pollStreams(parent: ConnectionNode, nodes: readonly StreamNode[]): Promise<void> {
    if (nodes.length === 0) return;
    const byId = new Map(nodes.map((node) => [node.stream.id, node]));
    const client = await this.clients.get(parent.connection.id);
    await client.readWholeStreams([...byId.keys()], (streams: readonly Stream[]) => {
      for (const stream of streams) {
        const node = byId.get(stream.id);
        if (!node) continue;
        node.stream = streamRowOf(stream);
        node.executions.invalidate();
      }
    });
    this.seams.tell(nodes);
  }

  async #pollExecution(node: ExecutionNode): Promise<void> {
    const { stream, parent } = node.parent;
    try {
      const client = await this.clients.get(parent.connection.id);
      node.execution = executionRowOf(
        await client.executions.get(stream.id, node.execution.executionId),
      );
      this.seams.tell([node]);
      if (isRunning(node.execution)) return;
      node.parent.stream = streamRowOf(await client.streams.get(stream.id));
      this.seams.tell([node.parent]);
    } catch (error) {
      if (!isDomoError(error) || error.kind !== 'notFound') throw error;
      // It is gone: the list must be read again.
      node.parent.executions.invalidate();
      this.seams.tell([node.parent]);
    }
  }
}

function connectionOf(node: StreamNode | ExecutionNode): ConnectionNode {
  return node.type === 'stream' ? node.parent : node.parent.parent;
}
