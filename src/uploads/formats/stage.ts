import type { Readable } from 'node:stream';

/** One step of a conversion. Bytes come in pieces, cut anywhere; what is given back is never used again. */
export interface Stage {
  push(bytes: Uint8Array): Uint8Array;
  /** What was held back until the end. */
  finish(): Uint8Array;
}

/** The beginning of a file or of what it is converted to. */
export interface ByteSample {
  readonly bytes: Uint8Array;
  /** Whether that is all. */
  readonly isWhole: boolean;
}

export const nothing: Uint8Array = new Uint8Array(0);

const lineFeed = 0x0a;

/** Line feeds in a piece of text. */
export function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}

/** How much of a file is read at once. */
export const blockBytes = 256 * 1024;

/** The blocks of a stream, which is closed when they end. */
export async function* blocksOf(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const block of stream as AsyncIterable<Uint8Array>) yield block;
}

export function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
