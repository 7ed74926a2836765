import { abortReason, throwIfAborted } from '../../base/abort';
import type { Clock } from '../../base/clock';

/** Parts that are added at once to see whether they pay: one alone would drown in chance. */
const stepParts = 2;

/**
 * How many parts may be under way. After each round of as many, two more are tried as long as that pays,
 * up to a most; fewer when the server asks to slow down or doesn't keep up, and then one more again for
 * each round, up to where it began.
 */
export class InFlightLimit {
  #limit: number;
  #inFlight = 0;
  #roundParts = 0;
  #roundBytes = 0;
  #roundStart: number;
  /** What the round before the last step brought; undefined where the last round was no try. */
  #before: { limit: number; bytesPerMillisecond: number } | undefined;
  #mayGrow = true;
  readonly #waiting = new Set<() => void>();

  constructor(
    private readonly start: number,
    private readonly most: number,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.#limit = Math.max(1, start);
    this.#roundStart = clock.now();
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
    this.#mayGrow = false;
    this.#before = undefined;
    this.#change(Math.max(1, Math.floor(this.#limit / 2)));
  }

  /** A part of this many bytes went well. */
  wentWell(bytes: number): void {
    this.#roundParts += 1;
    this.#roundBytes += bytes;
    if (this.#roundParts < this.#limit) return;
    const milliseconds = Math.max(1, this.clock.now() - this.#roundStart);
    if (this.#limit < this.start) this.#change(this.#limit + 1);
    else this.#judge(this.#roundBytes / milliseconds);
  }

  /** A step pays where it brings half of what it would where each connection has its own speed. */
  #judge(bytesPerMillisecond: number): void {
    const before = this.#before;
    const hoped = before ? (this.#limit / before.limit - 1) / 2 : 0;
    this.#before = undefined;
    if (before && bytesPerMillisecond < before.bytesPerMillisecond * (1 + hoped)) {
      this.#mayGrow = false;
      this.#change(before.limit);
    } else if (this.#mayGrow && this.#limit < this.most) {
      this.#before = { limit: this.#limit, bytesPerMillisecond };
      this.#change(Math.min(this.most, this.#limit + stepParts));
    } else this.#change(this.#limit);
  }

  #change(limit: number): void {
    this.#limit = limit;
    this.#roundParts = this.#roundBytes = 0;
    this.#roundStart = this.clock.now();
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
