import { Limiter } from '../../base/limit';
import type { StreamKey } from './streamLocks';

/** Runs the uploads to one stream one after the other: an execution cancels the one before it. */
export class StreamQueues {
  readonly #queues = new Map<string, Limiter>();

  run<T>(
    { connectionId, streamId }: StreamKey,
    task: () => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const key = `${connectionId}/${streamId}`;
    const queue = this.#queues.get(key) ?? new Limiter(1);
    this.#queues.set(key, queue);
    return queue.run(task, signal);
  }
}
