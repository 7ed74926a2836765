/** When each of many things is looked at next: first soon, then less and less often. */
export class PollSchedule<K> {
  readonly #entries = new Map<K, { dueMilliseconds: number; delayMilliseconds: number }>();

  constructor(
    private readonly firstDelayMilliseconds: () => number,
    private readonly longestDelayMilliseconds: number,
  ) {}

  /**
   * Those that are due, each of which then waits longer. Whatever is not among the keys is forgotten.
   * @param slowness how many times longer everything waits than it would
   */
  takeDue(keys: ReadonlySet<K>, nowMilliseconds: number, slowness = 1): K[] {
    for (const key of this.#entries.keys()) if (!keys.has(key)) this.#entries.delete(key);
    const due = [...keys].filter((key) => {
      const entry = this.#entries.get(key);
      if (!entry) {
        this.postpone(key, nowMilliseconds);
        return false;
      }
      const { dueMilliseconds, delayMilliseconds } = entry;
      return nowMilliseconds >= dueMilliseconds + delayMilliseconds * (slowness - 1);
    });
    for (const key of due) this.#delay(key, nowMilliseconds);
    return due;
  }

  /** Somebody else has just looked: the wait begins anew. */
  postpone(key: K, nowMilliseconds: number): void {
    const delayMilliseconds =
      this.#entries.get(key)?.delayMilliseconds ?? this.firstDelayMilliseconds();
    const dueMilliseconds = nowMilliseconds + delayMilliseconds;
    this.#entries.set(key, { dueMilliseconds, delayMilliseconds });
  }

  #delay(key: K, nowMilliseconds: number): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.delayMilliseconds = Math.min(
      entry.delayMilliseconds * 1.5,
      this.longestDelayMilliseconds,
    );
    entry.dueMilliseconds = nowMilliseconds + entry.delayMilliseconds;
  }
}
