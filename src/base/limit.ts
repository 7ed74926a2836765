import { abortReason, throwIfAborted } from './abort';

/** Lets at most `capacity` tasks run at once; the others wait in the order they came. */
export class Limiter {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(readonly capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1)
      throw new TypeError(`Limiter capacity must be a positive whole number, not ${capacity}.`);
  }

  /** Runs the task when its turn comes; an aborted signal ends the wait with its reason. */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    throwIfAborted(signal);
    if (this.#running >= this.capacity) await this.#turn(signal);
    else this.#running += 1;
    try {
      throwIfAborted(signal);
      return await task();
    } finally {
      const next = this.#waiting.shift();
      // The place is handed over, so that nobody who comes later slips in between.
      if (next) next();
      else this.#running -= 1;
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onTurn = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(onTurn), 1);
        if (signal) reject(abortReason(signal));
      };
      this.#waiting.push(onTurn);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}
