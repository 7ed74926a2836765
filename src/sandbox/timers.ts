/** Delayed work that neither keeps the process alive nor outlives the sandbox. */
export class Timers {
  readonly #pending = new Set<NodeJS.Timeout>();
  #closed = false;

  /** Runs `work` after so many milliseconds, unless the sandbox closes before. */
  after(delayMilliseconds: number, work: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      work();
    }, delayMilliseconds);
    timer.unref();
    this.#pending.add(timer);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
  }
}
