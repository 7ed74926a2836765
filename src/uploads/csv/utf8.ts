import { isUtf8 } from 'node:buffer';

/** Checks text that comes in pieces for valid UTF-8, whatever the pieces cut through. */
export class Utf8Checker {
  #rest: Uint8Array = new Uint8Array(0);

  /** @returns whether everything so far is valid, a character that the end cuts through aside */
  accepts(bytes: Uint8Array): boolean {
    const joined = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    const whole = joined.length - unfinishedBytes(joined);
    // A copy, as the caller may use its buffer again.
    this.#rest = Uint8Array.from(joined.subarray(whole));
    return isUtf8(joined.subarray(0, whole));
  }

  /** @returns whether the text ends with a whole character */
  get isComplete(): boolean {
    return this.#rest.length === 0;
  }
}

/** How many bytes at the end begin a character that isn't whole yet. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needed ? back : 0;
    }
  }
  return 0;
}
