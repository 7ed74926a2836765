import { isExactNumber, isSameNumber, literalOf } from '../base/exactNumber';
import { isJsonObject, type JsonObject, type JsonValue } from '../base/json';

/** A place in a JSON body, from the top. */
export type FieldPath = readonly string[];

export function formatPath(path: FieldPath): string {
  return path.join('.');
}

export function isSame(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (isExactNumber(left) && isExactNumber(right)) return isSameNumber(left, right);
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && isSame(left[key], right[key]))
  );
}

/**
 * The deepest fields in which two bodies differ. The entries of a list that have names, such as columns
 * and settings, are fields under their names; any other list is one field, and so is one whose entries
 * changed places, as the order of columns is that of the uploaded rows.
 */
export function changedPaths(before: JsonObject, after: JsonObject): FieldPath[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changedBelow(key, fieldOf(before, key), fieldOf(after, key)));
}

function changedBelow(
  key: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): FieldPath[] {
  if (isSame(before, after)) return [];
  const inner = comparableFields(before, after);
  return inner ? changedPaths(...inner).map((path) => [key, ...path]) : [[key]];
}

function comparableFields(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): [before: JsonObject, after: JsonObject] | undefined {
  if (isJsonObject(before) && isJsonObject(after)) return [before, after];
  const lists = [entriesByName(before), entriesByName(after)] as const;
  const [left, right] = lists;
  return left && right && haveSameOrder(left, right)
    ? [Object.fromEntries(left), Object.fromEntries(right)]
    : undefined;
}

type Entries = ReadonlyMap<string, JsonObject>;

/** Of lists that were asked for: in one of thousands of columns each is looked for by its name. JSON never changes. */
const knownEntries = new WeakMap<readonly JsonValue[], { readonly entries: Entries | undefined }>();

/** The entries of a list under their names, or undefined where that does not tell them apart. */
export function entriesByName(value: JsonValue | undefined): Entries | undefined {
  if (!Array.isArray(value)) return undefined;
  const known = knownEntries.get(value) ?? { entries: namedEntries(value) };
  knownEntries.set(value, known);
  return known.entries;
}

function namedEntries(value: readonly JsonValue[]): Entries | undefined {
  const entries = new Map<string, JsonObject>();
  for (const entry of value) {
    const name = isJsonObject(entry) ? entry['name'] : undefined;
    if (typeof name !== 'string' || entries.has(name)) return undefined;
    entries.set(name, entry as JsonObject);
  }
  return entries;
}

/** Whether the names that both have follow one another alike. */
export function haveSameOrder(
  left: ReadonlyMap<string, unknown>,
  right: ReadonlyMap<string, unknown>,
): boolean {
  const common = [...left.keys()].filter((name) => right.has(name));
  const inRight = [...right.keys()].filter((name) => left.has(name));
  return common.every((name, index) => name === inRight[index]);
}

export function valueAt(body: JsonValue | undefined, path: FieldPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, key) => (isJsonObject(value) ? fieldOf(value, key) : entriesByName(value)?.get(key)),
    body,
  );
}

/** A field that a body has itself: a name such as `constructor` is none of its prototype's. */
export function fieldOf(body: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(body, key) ? body[key] : undefined;
}

/** With another id an object is another one, such as another account: the rest of it is the server's to tell. */
export function isOfAnother(path: FieldPath, before: JsonObject, after: JsonObject): boolean {
  const parent = path.slice(0, -1);
  const id = [...parent, 'id'];
  return (
    parent.length > 0 &&
    path.at(-1) !== 'id' &&
    isJsonObject(valueAt(before, parent)) &&
    !isSame(valueAt(before, id), valueAt(after, id))
  );
}

/**
 * A copy of `body` that has at each path what `source` has there, through lists by the names of their entries.
 * What `source` lacks is removed.
 */
export function withValuesOf(
  body: JsonObject,
  source: JsonValue | undefined,
  paths: readonly FieldPath[],
): JsonObject {
  const fields: Fields = new Map(Object.entries(body));
  replaceFields(fields, source, paths);
  return Object.fromEntries(fields);
}

/** Fields by their names; entries of a list without a name of their own by their places. */
type Fields = Map<string | number, JsonValue>;

function replaceFields(
  fields: Fields,
  source: JsonValue | undefined,
  paths: readonly FieldPath[],
): void {
  for (const [key, below] of byFirstKey(paths)) {
    const value = replacedValue(fields.get(key), valueAt(source, [key]), below);
    if (value === undefined) fields.delete(key);
    else fields.set(key, value);
  }
}

/** @param paths below the value; an empty one takes the whole of `source` */
function replacedValue(
  former: JsonValue | undefined,
  source: JsonValue | undefined,
  paths: readonly FieldPath[],
): JsonValue | undefined {
  if (paths.some((path) => path.length === 0)) return source;
  if (!Array.isArray(former))
    return withValuesOf(isJsonObject(former) ? former : {}, source, paths);
  const entries: Fields = new Map();
  for (const [index, entry] of former.entries()) {
    const name = entryName(entry);
    entries.set(name === undefined || entries.has(name) ? index : name, entry);
  }
  replaceFields(entries, source, paths);
  return [...entries.values()];
}

function byFirstKey(paths: readonly FieldPath[]): Map<string, FieldPath[]> {
  const grouped = new Map<string, FieldPath[]>();
  for (const [key, ...rest] of paths) {
    if (key === undefined) continue;
    const below = grouped.get(key) ?? [];
    below.push(rest);
    grouped.set(key, below);
  }
  return grouped;
}

/**
 * Whether the server's value holds what was sent. It may hold more: servers add fields to objects and
 * to the entries of lists.
 */
export function isTaken(sent: JsonValue | undefined, kept: JsonValue | undefined): boolean {
  // A field that was removed and a field that is null are alike.
  if (sent === undefined || sent === null) return kept === undefined || kept === null;
  if (Array.isArray(sent))
    return Array.isArray(kept) && sent.length === kept.length && areAllTaken(sent, kept);
  if (isJsonObject(sent))
    return isJsonObject(kept) && Object.keys(sent).every((key) => isTaken(sent[key], kept[key]));
  // Live instances give the values of a configuration back as text.
  return plain(sent) === plain(kept);
}

function plain(value: JsonValue | undefined): string | undefined {
  if (isExactNumber(value)) return literalOf(value);
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}

/** Of more entries with one name, each is only compared with the one in its place. */
const mostAlike = 100;

/** Each entry in its place, or under its name, as the server may order a list anew. */
function areAllTaken(sent: readonly JsonValue[], kept: readonly JsonValue[]): boolean {
  const named = new Map<string, JsonValue[]>();
  for (const entry of kept) {
    const name = entryName(entry);
    const entries = name === undefined ? undefined : named.get(name);
    if (entries) entries.push(entry);
    else if (name !== undefined) named.set(name, [entry]);
  }
  return sent.every((item, index) => {
    // Several may have one name: each counts once.
    const candidates = named.get(entryName(item) ?? '');
    if (entryName(item) === undefined || !candidates || candidates.length > mostAlike)
      return isTaken(item, kept[index]);
    const place = candidates.findIndex((entry) => isTaken(item, entry));
    if (place >= 0) candidates.splice(place, 1);
    return place >= 0;
  });
}

function entryName(entry: JsonValue): string | undefined {
  const name = isJsonObject(entry) ? entry['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}
