import { flattened } from './plainText';

/** Longer than any name or path that a person reads. */
const longestValue = 2000;

/** What stands in the places of a text: names and numbers as they are, or texts of their own. */
export type TextValue = string | number | Text;

/**
 * A text for people, before it is in anybody's language: English, with `{0}`, `{1}` … for its values. Plain
 * data, so that it goes from bundle to bundle and from thread to thread, and is translated where it is shown.
 */
export interface Text {
  readonly pattern: string;
  readonly values: readonly TextValue[];
}

/** @param pattern a literal: translations are found by it */
export function text(pattern: string, ...values: readonly TextValue[]): Text {
  return { pattern, values };
}

/** One pattern for a single thing and one for any other number of them; the count is `{0}` in both. */
export function pluralText(
  count: number,
  one: string,
  many: string,
  ...values: readonly TextValue[]
): Text {
  return { pattern: count === 1 ? one : many, values: [count, ...values] };
}

/** Several texts behind one another; the separator is the same in every language. */
export function joinedTexts(texts: readonly TextValue[], separator: string): Text {
  return { pattern: texts.map((_, index) => `{${index}}`).join(separator), values: texts };
}

/**
 * The words of a text. A value is mostly a name, a path or an answer of others: it becomes one line of bounded
 * length. @param translate gives the pattern in the language that is wanted
 */
export function wordsOf({ pattern, values }: Text, translate: (pattern: string) => string): string {
  return translate(pattern).replace(/\{(\d+)\}/g, (place, index) => {
    const value = values[Number(index)];
    if (value === undefined) return place;
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? flattened(value, longestValue) : wordsOf(value, translate);
  });
}

/** A text in English, as logs and programs have it. */
export function englishOf(text: Text): string {
  return wordsOf(text, (pattern) => pattern);
}

/** Whether something that came from elsewhere is a text. */
export function isText(value: unknown): value is Text {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pattern' in value &&
    typeof value.pattern === 'string' &&
    'values' in value &&
    Array.isArray(value.values)
  );
}

/** Has an error say more, behind what it says already. By shape: each bundle has classes of its own. */
export function addText(error: Error, more: Text): void {
  const said = 'text' in error && isText(error.text) ? error.text : error.message;
  const both = joinedTexts([said, more], ' ');
  Object.assign(error, {
    message: englishOf(both),
    ...(typeof said === 'object' && { text: both }),
  });
}

/** An expected failure: its message is one line in English, its text the same for a person's language. */
export abstract class PlainError extends Error {
  abstract readonly kind: string;
  readonly text: Text;

  constructor(message: Text, options?: ErrorOptions) {
    super(englishOf(message), options);
    this.text = message;
  }
}
