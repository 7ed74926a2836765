import { abortReason, throwIfAborted } from '../base/abort';

/**
 * How many parts may be under way: up to a most, fewer when the server asks to slow down or doesn't keep
 * up, and one more again for each round of parts that went well.
 */
export class InFlightLimit {
  #limit: number;
  #inFlight = 0;
  #wentWell = 0;
  readonly #waiting = new Set<() => void>();

  constructor(private readonly most: number) {
    this.#limit = most;
  }

  /** How many may be under way now. */
  get current(): number {
    return this.#limit;
  }

  /** Runs a task when there is room. An aborted signal ends the wait with its reason. */
  async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    while (this.#inFlight >= this.#limit) await this.#room(signal);
    throwIfAborted(signal);
    this.#inFlight += 1;
    try {
      return await task();
    } finally {
      this.#inFlight -= 1;
      this.#wake();
    }
  }

  /** The server can't keep up: half as many from now on. */
  slowDown(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#wentWell = 0;
  }

  /** A part went well. */
  wentWell(): void {
    this.#wentWell += 1;
    if (this.#wentWell < this.#limit || this.#limit >= this.most) return;
    this.#limit += 1;
    this.#wentWell = 0;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  #room(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', stop);
        settle();
      };
      const wake = end(resolve);
      const stop = end(() => reject(abortReason(signal)));
      this.#waiting.add(wake);
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }
}
