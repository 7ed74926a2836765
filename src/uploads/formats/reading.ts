import { isUploadError } from '../errors';
import { createDecoder } from './decode';
import { legacyEncodings, type LegacyEncoding } from './recipe';
import type { ByteSample } from './stage';

/** How the beginning of a file reads in an encoding: a person sees by some words whether it is the one. */
export interface EncodingReading {
  readonly encoding: LegacyEncoding;
  /** The first words with other characters than ASCII. */
  readonly words: readonly string[];
}

const mostWords = 3;
const longestWord = 20;

/** Spaces of other kinds than ASCII's belong to a word: a file may have no other such characters. */
const word = /[^ \t\r\n,;|"\ufffd]+/g;
const foreign = /[^\0-\x7f]/;

/** What no text has: an encoding makes them of bytes that it has no characters for. */
const controls = /[\0\u0080-\u009f]/;

/** How a text reads in each of the encodings that are not Unicode and in which it is a text. */
export function readingsOf(sample: ByteSample, fileName: string): EncodingReading[] {
  return legacyEncodings.flatMap((encoding) => {
    const text = decode(sample, encoding, fileName);
    return text === undefined || controls.test(text)
      ? []
      : [{ encoding, words: foreignWords(text) }];
  });
}

/** The first words of a text with other characters than ASCII, each once. */
export function foreignWords(text: string): string[] {
  const words = new Set<string>();
  for (const [found] of text.matchAll(word)) {
    if (!foreign.test(found)) continue;
    words.add(found.length > longestWord ? `${found.slice(0, longestWord)}…` : found);
    if (words.size === mostWords) break;
  }
  return [...words];
}

function decode(
  { bytes, isWhole }: ByteSample,
  encoding: LegacyEncoding,
  fileName: string,
): string | undefined {
  const decoder = createDecoder(encoding, fileName);
  try {
    const decoded = decoder.push(bytes);
    // A sample may end in the middle of a character.
    return Buffer.concat([decoded, isWhole ? decoder.finish() : Buffer.alloc(0)]).toString();
  } catch (error) {
    if (isUploadError(error)) return undefined;
    throw error;
  }
}
