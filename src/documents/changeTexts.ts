import { isJsonObject, type JsonObject, type JsonValue } from '../base/json';
import { stringifyJson } from '../base/jsonText';
import { t } from '../base/l10n';
import {
  changedPaths,
  entriesByName,
  formatPath,
  isOfAnother,
  valueAt,
  type FieldPath,
} from './compare';

const longestValue = 80;
/** Of two values in one line. */
const longestOfTwo = 32;

/** A change of one field, as a person reads it and as a program takes it. */
export interface Change {
  readonly field: string;
  readonly path: FieldPath;
  /** What happens to it: `APPEND → REPLACE`, `added: 5`, `removed`. */
  readonly words: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** What becomes of a body, field by field. */
export function changesBetween(before: JsonObject, after: JsonObject): Change[] {
  return changedPaths(before, after)
    .filter((path) => !isOfAnother(path, before, after))
    .map((path) => {
      const [left, right] = [valueAt(before, path), valueAt(after, path)];
      return {
        field: formatPath(path),
        path,
        words: wordsOf(left, right),
        before: left,
        after: right,
      };
    });
}

function wordsOf(before: JsonValue | undefined, after: JsonValue | undefined): string {
  const order = newOrder(before, after);
  if (order) return t('new order: {0}', order.join(', '));
  if (after === undefined) return t('removed (was {0})', shortValue(before));
  return before === undefined
    ? t('added: {0}', shortValue(after))
    : `${shortValue(before, longestOfTwo)} → ${shortValue(after, longestOfTwo)}`;
}

/** The names in a list in which the entries of another have changed places. */
function newOrder(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): string[] | undefined {
  const [left, right] = [entriesByName(before), entriesByName(after)];
  if (!left || left.size !== right?.size) return undefined;
  const names = [...right.keys()];
  return names.every((name) => left.has(name)) ? names : undefined;
}

/** A value in one line: a word as it is, other text in quotes, the rest as JSON; cut where it is long. */
export function shortValue(value: JsonValue | undefined, longest = longestValue): string {
  if (value === undefined) return t('absent');
  const cut = (text: string): string =>
    text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  if (typeof value === 'string')
    return /^[\w.-]+$/.test(value) ? cut(value) : `“${cut(value.replace(/\s+/g, ' '))}”`;
  return cut(stringifyJson(named(value)));
}

/** An account or a column is known by its name, which stands first then. */
function named(value: JsonValue): JsonValue {
  if (!isJsonObject(value) || value['name'] === undefined) return value;
  const { name, ...others } = value;
  return { name, ...others };
}
