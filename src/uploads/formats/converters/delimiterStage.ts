import { nothing, type Stage } from '../stage';

const comma = 0x2c;
const quote = 0x22;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** A longer field gets quotes before its end is known, so that it need not be held. */
const longestHeldBytes = 1024 * 1024;

/**
 * `plain`: in a field without quotes, held from `#fieldStart` until it is known whether it needs some.
 * `quoted`: in a field that has its quotes. `closing`: behind a quote in it, which may be the first of
 * two. `wrapped`: in a field that gets its quotes here.
 */
type State = 'start' | 'plain' | 'quoted' | 'closing' | 'wrapped';

/**
 * Puts commas in place of another delimiter. Fields that hold a comma get quotes; all else stays as it
 * is, and so every value does, and the difference between nothing and an empty text.
 */
export class DelimiterStage implements Stage {
  readonly #delimiter: number;
  #state: State = 'start';
  #out = Buffer.alloc(0);
  #length = 0;
  #fieldStart = 0;
  /** A CR in a wrapped field: part of the line break where LF follows. */
  #hasOpenReturn = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  push(bytes: Uint8Array): Uint8Array {
    const held = this.#takeHeld();
    // Each byte becomes at most two, and a field gets two quotes; one more of each may be held.
    this.#out = Buffer.allocUnsafe(2 * (held.length + bytes.length) + 8);
    this.#out.set(held);
    this.#length = held.length;
    this.#fieldStart = 0;
    for (let index = 0; index < bytes.length;) index = this.#step(bytes, index);
    const isLong = this.#state === 'plain' && this.#length - this.#fieldStart > longestHeldBytes;
    if (isLong) this.#wrap();
    return this.#out.subarray(0, this.#state === 'plain' ? this.#fieldStart : this.#length);
  }

  finish(): Uint8Array {
    if (this.#state === 'plain') return this.#takeHeld();
    const end = this.#hasOpenReturn ? '"\r' : '"';
    return this.#state === 'closing' || this.#state === 'wrapped' ? Buffer.from(end) : nothing;
  }

  #takeHeld(): Buffer {
    return this.#state === 'plain'
      ? this.#out.subarray(this.#fieldStart, this.#length)
      : Buffer.alloc(0);
  }

  /** @returns the index to go on from */
  #step(bytes: Uint8Array, index: number): number {
    switch (this.#state) {
      case 'start':
        return this.#begin(bytes, index);
      case 'plain':
        return this.#plain(bytes, index);
      case 'quoted':
        return this.#quoted(bytes, index);
      case 'closing':
        return this.#close(bytes, index);
      case 'wrapped':
        return this.#wrapped(bytes, index);
    }
  }

  #begin(bytes: Uint8Array, index: number): number {
    this.#fieldStart = this.#length;
    this.#state = 'plain';
    if (bytes[index] !== quote) return index;
    this.#put(quote);
    this.#state = 'quoted';
    return index + 1;
  }

  #plain(bytes: Uint8Array, start: number): number {
    const out = this.#out;
    let length = this.#length;
    for (let index = start; index < bytes.length; index += 1) {
      const byte = bytes[index] ?? 0;
      if (byte === this.#delimiter || byte === lineFeed) {
        this.#length = length;
        return this.#endField(byte, index);
      }
      if (byte === comma) {
        this.#length = length;
        this.#wrap();
        return index;
      }
      out[length++] = byte;
    }
    this.#length = length;
    return bytes.length;
  }

  #quoted(bytes: Uint8Array, index: number): number {
    const found = bytes.indexOf(quote, index);
    const end = found < 0 ? bytes.length : found;
    this.#out.set(bytes.subarray(index, end), this.#length);
    this.#length += end - index;
    if (found < 0) return end;
    this.#state = 'closing';
    return end + 1;
  }

  #close(bytes: Uint8Array, index: number): number {
    const byte = bytes[index] ?? 0;
    if (byte === quote) {
      this.#put(quote);
      this.#put(quote);
      this.#state = 'quoted';
      return index + 1;
    }
    // Text behind the closing quote belongs to the value, as readers take it.
    this.#state = 'wrapped';
    return index;
  }

  #wrapped(bytes: Uint8Array, index: number): number {
    const byte = bytes[index] ?? 0;
    const isEnd = byte === lineFeed;
    if (this.#hasOpenReturn && !isEnd) this.#put(carriageReturn);
    if (isEnd || byte === this.#delimiter) {
      this.#put(quote);
      if (this.#hasOpenReturn && isEnd) this.#put(carriageReturn);
      this.#hasOpenReturn = false;
      return this.#endField(byte, index);
    }
    this.#hasOpenReturn = byte === carriageReturn;
    if (byte === quote) this.#put(quote);
    if (!this.#hasOpenReturn) this.#put(byte);
    return index + 1;
  }

  #endField(byte: number, index: number): number {
    this.#put(byte === lineFeed ? lineFeed : comma);
    this.#state = 'start';
    return index + 1;
  }

  /** Gives the held field its opening quote, and goes on in it. */
  #wrap(): void {
    const field = Buffer.from(this.#out.subarray(this.#fieldStart, this.#length));
    this.#length = this.#fieldStart;
    this.#put(quote);
    this.#state = 'wrapped';
    for (let index = 0; index < field.length;) index = this.#wrapped(field, index);
  }

  #put(byte: number): void {
    this.#out[this.#length++] = byte;
  }
}
