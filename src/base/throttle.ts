import type { Disposable } from './disposable';

/** Runs a task at most once per interval, and always once after the last request. */
export class Throttle implements Disposable {
  #timer: NodeJS.Timeout | undefined;
  #isRequested = false;

  constructor(
    private readonly task: () => void,
    private readonly intervalMilliseconds: number,
  ) {}

  /** Runs the task now, or at the end of the interval since it ran last. */
  request(): void {
    if (this.#timer) this.#isRequested = true;
    else this.#run();
  }

  /** What was requested and did not run yet is dropped. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isRequested = false;
  }

  #run(): void {
    this.#isRequested = false;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isRequested) this.#run();
    }, this.intervalMilliseconds);
    this.task();
  }
}
