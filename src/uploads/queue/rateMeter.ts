const windowMilliseconds = 3_000;

/** Bytes per second over the last seconds. */
export class RateMeter {
  readonly #samples: { bytes: number; milliseconds: number }[] = [];

  /** @returns undefined until there is enough to tell */
  add(totalBytes: number, nowMilliseconds: number): number | undefined {
    this.#samples.push({ bytes: totalBytes, milliseconds: nowMilliseconds });
    while (
      (this.#samples[1]?.milliseconds ?? nowMilliseconds) <
      nowMilliseconds - windowMilliseconds
    )
      this.#samples.shift();
    const [first] = this.#samples;
    const milliseconds = nowMilliseconds - (first?.milliseconds ?? nowMilliseconds);
    if (!first || milliseconds < 200) return undefined;
    return (Math.max(0, totalBytes - first.bytes) * 1000) / milliseconds;
  }
}
