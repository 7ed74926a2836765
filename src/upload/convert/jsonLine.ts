/** Strings, brackets and separators, and all else: numbers, `true`, `false`, `null`. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The members of the object that a line holds, each value as the JSON text that stands there: a number
 * that is read as one would lose digits.
 * @returns undefined where the line holds no object
 */
export function readMembers(line: string): Map<string, string> | undefined {
  if (!isObject(line)) return undefined;
  const members = new Map<string, string>();
  let depth = 0;
  let key: string | undefined;
  let start = 0;
  for (const { 0: token, index } of line.matchAll(tokens)) {
    if (depth === 1 && (token === ',' || token === '}')) {
      if (key !== undefined) members.set(key, line.slice(start, index).trim());
      key = undefined;
    } else if (depth === 1 && token === ':') start = index + 1;
    else if (depth === 1) key ??= readText(token);
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
  }
  return members;
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
