import { endOfString } from '../../base/json';

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** What ends a number, `true`, `false` or `null`. */
const afterWord = /[\s,}\]]/g;

/** A string, or a bracket. */
const stringOrBracket = /["{}[\]]/g;

/**
 * The members of the object that a line holds, each value as the JSON text that stands there: a number
 * that is read as one would lose digits.
 * @returns undefined where the line holds no object
 */
export function readMembers(line: string): Map<string, string> | undefined {
  if (!isObject(line)) return undefined;
  // As it is an object, each thing stands where it must.
  const members = new Map<string, string>();
  for (let at = afterSpace(line, line.indexOf('{') + 1); line.charCodeAt(at) !== closeBrace;) {
    const keyEnd = endOfString(line, at) + 1;
    const start = afterSpace(line, line.indexOf(':', keyEnd) + 1);
    const end = endOfValue(line, start);
    members.set(readText(line.slice(at, keyEnd)), line.slice(start, end));
    at = afterSpace(line, end);
    if (line.charCodeAt(at) === comma) at = afterSpace(line, at + 1);
  }
  return members;
}

function afterSpace(line: string, start: number): number {
  let at = start;
  while (line.charCodeAt(at) <= space) at += 1;
  return at;
}

function endOfValue(line: string, start: number): number {
  switch (line.charCodeAt(start)) {
    case quote:
      return endOfString(line, start) + 1;
    case openBrace:
    case openBracket:
      return endOfNested(line, start);
    default:
      return next(afterWord, line, start);
  }
}

function endOfNested(line: string, start: number): number {
  let depth = 0;
  for (let at = start; ; at = next(stringOrBracket, line, at)) {
    const character = line.charCodeAt(at);
    if (character === quote) at = endOfString(line, at) + 1;
    else {
      depth += character === openBrace || character === openBracket ? 1 : -1;
      at += 1;
      if (depth === 0) return at;
    }
  }
}

/** Where a pattern is met next. */
function next(pattern: RegExp, line: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(line)?.index ?? line.length;
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** A value as a CSV field: nothing for null, quotes for an empty text, JSON for what is nested. */
export function toField(json: string | undefined): string {
  if (json === undefined || json === 'null') return '';
  const text = json.startsWith('"') ? readText(json) : json;
  return text === '' ? '""' : quoteWhereNeeded(text);
}

/** The text of a JSON string. Most have no escapes, and parsing is slow. */
function readText(json: string): string {
  return json.includes('\\') ? (JSON.parse(json) as string) : json.slice(1, -1);
}

/** Quotes a text that would mean something else without. */
export function quoteWhereNeeded(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
