import { Limiter } from './limit';

interface Lane {
  readonly limiter: Limiter;
  tasks: number;
}

/** Runs the tasks of one key in the order they came, each after the one before has ended, well or not. */
export class KeyedQueue {
  readonly #lanes = new Map<string, Lane>();

  /** Runs the task when its turn comes; an aborted signal ends the wait with its reason. */
  async run<T>(key: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const lane = this.#lanes.get(key) ?? { limiter: new Limiter(1), tasks: 0 };
    this.#lanes.set(key, lane);
    lane.tasks += 1;
    try {
      return await lane.limiter.run(task, signal);
    } finally {
      lane.tasks -= 1;
      if (lane.tasks === 0) this.#lanes.delete(key);
    }
  }
}
