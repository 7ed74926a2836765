import { isJsonObject, type JsonObject, type JsonValue } from '../base/json';
import { entriesByName, fieldOf, haveSameOrder, isSame, type FieldPath } from './compare';

/** What three versions of a body come to. */
export interface Merge {
  /** Theirs, with my changes in it. */
  readonly merged: JsonObject;
  /** Fields that both changed, each to another value; mine is in the merged body. */
  readonly conflicts: readonly FieldPath[];
}

type Value = JsonValue | undefined;

/** The same value in three versions; undefined where a version has none. */
interface Versions<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

/** Puts my changes since the base on top of the server's version, field by field. */
export function mergeBodies(base: JsonObject, mine: JsonObject, theirs: JsonObject): Merge {
  const conflicts: FieldPath[] = [];
  return { merged: mergeObjects({ base, mine, theirs }, [], conflicts), conflicts };
}

function mergeValues(versions: Versions<Value>, path: FieldPath, conflicts: FieldPath[]): Value {
  const { base, mine, theirs } = versions;
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base) || isSame(mine, theirs)) return mine;
  if (isJsonObject(base) && isJsonObject(mine) && isJsonObject(theirs))
    return mergeObjects({ base, mine, theirs }, path, conflicts);
  const lists = {
    base: entriesByName(base),
    mine: entriesByName(mine),
    theirs: entriesByName(theirs),
  };
  if (areMergeable(lists)) return mergeLists(lists, path, conflicts);
  conflicts.push(path);
  return mine;
}

function mergeObjects(
  { base, mine, theirs }: Versions<JsonObject>,
  path: FieldPath,
  conflicts: FieldPath[],
): JsonObject {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const fields = [...keys].flatMap((key) => {
    const versions = {
      base: fieldOf(base, key),
      mine: fieldOf(mine, key),
      theirs: fieldOf(theirs, key),
    };
    const value = mergeValues(versions, [...path, key], conflicts);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(fields);
}

type Entries = ReadonlyMap<string, JsonObject>;

function areMergeable(lists: Versions<Entries | undefined>): lists is Versions<Entries> {
  const { base, mine, theirs } = lists;
  if (!base || !mine || !theirs) return false;
  return haveSameOrder(base, mine) && haveSameOrder(base, theirs) && haveSameOrder(mine, theirs);
}

/** Entries that I added stand behind the ones that they stand behind in mine. */
function mergeLists(
  { base, mine, theirs }: Versions<Entries>,
  path: FieldPath,
  conflicts: FieldPath[],
): JsonObject[] {
  const merged = new Map<string, JsonObject>();
  for (const name of placed([...mine.keys()], [...theirs.keys()])) {
    const versions = { base: base.get(name), mine: mine.get(name), theirs: theirs.get(name) };
    const value = mergeValues(versions, [...path, name], conflicts);
    if (isJsonObject(value)) merged.set(name, value);
  }
  return [...merged.values()];
}

/** Both lists in one, each in its order. */
function placed(mine: readonly string[], theirs: readonly string[]): string[] {
  const inTheirs = new Set(theirs);
  const first: string[] = [];
  const behind = new Map<string, string[]>();
  let place = first;
  for (const name of mine)
    if (inTheirs.has(name)) behind.set(name, (place = []));
    else place.push(name);
  return [...first, ...theirs.flatMap((name) => [name, ...(behind.get(name) ?? [])])];
}
