import { isExactNumber, type ExactNumber } from './exactNumber';

/** A value that JSON can hold. */
export type JsonValue = null | boolean | number | string | ExactNumber | JsonValue[] | JsonObject;

export interface JsonObject {
  [key: string]: JsonValue;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value)
  );
}

/** Domo nests less than ten levels deep. */
export const deepestNesting = 200;

/** A page of 500 streams with 1,000 columns each has fewer. Parsing so many takes a second at most. */
const valuesOfAny = 2_000_000;
/** More are parsed only if they are as long as those of streams, which take 19 characters on average. */
const shortestValue = 12;
const valuesOfLargest = 8_000_000;

/** Most values that a JSON text of this length may hold: short ones take far more memory than their text. */
export function mostValuesIn(length: number): number {
  return Math.max(valuesOfAny, Math.min(valuesOfLargest, Math.floor(length / shortestValue)));
}

/**
 * Whether a JSON text is nested deeper than `deepestNesting`, or holds more than `most` values. This is
 * decided from the text: the value may fill the memory, and walking through it overflow the stack.
 */
export function excessOf(text: string, most: number): 'deep' | 'large' | undefined {
  let depth = 0;
  let values = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfString(text, index);
    else if (code === closingBrace || code === closingBracket) depth -= 1;
    else if (code === comma) values += 1;
    else if (code === openingBrace || code === openingBracket) {
      values += 1;
      depth += 1;
      if (depth > deepestNesting) return 'deep';
    }
    if (values > most) return 'large';
  }
  return undefined;
}

/** Whether a JSON text is nested deeper than `deepestNesting`. */
export function isNestedTooDeep(text: string): boolean {
  return excessOf(text, Number.POSITIVE_INFINITY) === 'deep';
}

const [quote, comma, openingBrace, closingBrace, openingBracket, closingBracket] = Array.from(
  '",{}[]',
  (character) => character.charCodeAt(0),
);

/** The place of the quote that ends the string which begins at `start`. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = end;
    while (text[escapes - 1] === '\\') escapes -= 1;
    if ((end - escapes) % 2 === 0) return end;
  }
  return text.length;
}
