import { throwIfAborted } from '../../src/base/abort';
import type { Clock } from '../../src/base/clock';

/** A clock whose time passes only in sleeps, which take none, and where it is told to. */
export class FakeClock implements Clock {
  /** Milliseconds of each sleep. */
  readonly sleeps: number[] = [];
  #now = 1_700_000_000_000;

  now(): number {
    return this.#now;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    this.sleeps.push(milliseconds);
    this.#now += milliseconds;
    await Promise.resolve();
    throwIfAborted(signal);
  }
}
