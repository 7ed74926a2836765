import { isJsonObject, type JsonObject, type JsonValue } from '../../domo/json';

/** A place in a JSON body, from the top. */
export type FieldPath = readonly string[];

export function formatPath(path: FieldPath): string {
  return path.join('.');
}

export function isSame(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && isSame(left[key], right[key]))
  );
}

/** The deepest fields in which two bodies differ. An array is one field. */
export function changedPaths(before: JsonObject, after: JsonObject): FieldPath[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [left, right] = [before[key], after[key]];
    if (isSame(left, right)) return [];
    return isJsonObject(left) && isJsonObject(right)
      ? changedPaths(left, right).map((path) => [key, ...path])
      : [[key]];
  });
}

export function valueAt(body: JsonValue | undefined, path: FieldPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, key) => (isJsonObject(value) ? value[key] : undefined),
    body,
  );
}

/** A copy of `body` with the value at `path`; undefined removes the field. */
export function withValue(
  body: JsonObject,
  path: FieldPath,
  value: JsonValue | undefined,
): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return body;
  const { [key]: former, ...others } = body;
  if (rest.length > 0)
    return { ...body, [key]: withValue(isJsonObject(former) ? former : {}, rest, value) };
  return value === undefined ? others : { ...body, [key]: value };
}

/** What three versions of a body come to. */
export interface Merge {
  /** Theirs, with my changes in it. */
  readonly merged: JsonObject;
  /** What I changed since the base. */
  readonly mine: readonly FieldPath[];
  /** Fields that both changed, each to another value. */
  readonly conflicts: readonly FieldPath[];
}

/** Puts my changes since the base on top of the server's version. */
export function mergeBodies(base: JsonObject, mine: JsonObject, theirs: JsonObject): Merge {
  const changes = changedPaths(base, mine);
  const theirChanges = changedPaths(base, theirs);
  const conflicts = changes.filter(
    (path) =>
      !isSame(valueAt(mine, path), valueAt(theirs, path)) &&
      theirChanges.some((other) => overlaps(path, other)),
  );
  const merged = changes.reduce((body, path) => withValue(body, path, valueAt(mine, path)), theirs);
  return { merged, mine: changes, conflicts };
}

function overlaps(left: FieldPath, right: FieldPath): boolean {
  return left.every((key, index) => index >= right.length || key === right[index]);
}

/**
 * Whether the server's value holds what was sent. It may hold more: servers add fields to objects and
 * to the entries of lists.
 */
export function isTaken(sent: JsonValue | undefined, kept: JsonValue | undefined): boolean {
  // A field that was removed and a field that is null are alike.
  if (sent === undefined || sent === null) return kept === undefined || kept === null;
  if (Array.isArray(sent))
    return (
      Array.isArray(kept) &&
      sent.length === kept.length &&
      sent.every((item, index) => isTaken(item, counterpart(item, kept) ?? kept[index]))
    );
  if (isJsonObject(sent))
    return isJsonObject(kept) && Object.keys(sent).every((key) => isTaken(sent[key], kept[key]));
  // Live instances give the values of a configuration back as text.
  return kept !== undefined && typeof kept !== 'object' && String(sent) === String(kept);
}

/** The entry of the same name, as the server may order a list anew. */
function counterpart(item: JsonValue, list: readonly JsonValue[]): JsonValue | undefined {
  const name = isJsonObject(item) ? item['name'] : undefined;
  if (typeof name !== 'string') return undefined;
  return list.find((entry) => isJsonObject(entry) && entry['name'] === name);
}
