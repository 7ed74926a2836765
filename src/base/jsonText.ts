import { randomUUID } from 'node:crypto';
import { exactNumber, isExactNumber, isRounded, literalOf } from './exactNumber';
import { endOfString, isJsonObject, type JsonValue } from './json';

/** Stands before a number in a string, where only strings can hold it; no text of Domo's has it. */
const mark = `${randomUUID()}:`;

/** A text without one of these has no number that JavaScript would round. */
const perhapsRounded = /(?:^|[:[,])\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;

/** As `JSON.parse` does, but without rounding numbers. @throws SyntaxError */
export function parseJson(text: string): JsonValue {
  const markedText = perhapsRounded.test(text) ? markNumbers(text) : text;
  if (markedText === text) return JSON.parse(text) as JsonValue;
  return JSON.parse(markedText, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark)
      ? exactNumber(value.slice(mark.length))
      : value,
  ) as JsonValue;
}

/** As `JSON.stringify` does, with the numbers as they were written. */
export function stringifyJson(value: object | JsonValue, indent?: number): string {
  if (!holdsExactNumber(value)) return JSON.stringify(value, null, indent);
  return withoutMarks(JSON.stringify(withMarks(value), null, indent));
}

/** A value for others to make JSON of; `withoutMarks` makes their text right. */
function withMarks(value: unknown): unknown {
  if (isExactNumber(value)) return mark + literalOf(value);
  if (Array.isArray(value)) return value.map(withMarks);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withMarks(each)]));
}

function withoutMarks(text: string): string {
  return text.replace(new RegExp(`"${mark}([^"]*)"`, 'g'), '$1');
}

function holdsExactNumber(value: unknown): boolean {
  if (isExactNumber(value)) return true;
  if (Array.isArray(value)) return value.some(holdsExactNumber);
  return isJsonObject(value) && Object.values(value).some(holdsExactNumber);
}

/** The text with strings in the places of numbers that would be rounded. */
function markNumbers(text: string): string {
  const token = /"|-?\d[\d.eE+-]*/g;
  const pieces: string[] = [];
  let copied = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [word] = found;
    if (word === '"') token.lastIndex = endOfString(text, found.index) + 1;
    else if (isRounded(word)) {
      pieces.push(text.slice(copied, found.index), `"${mark}${word}"`);
      copied = token.lastIndex;
    }
  }
  return pieces.join('') + text.slice(copied);
}
