import type { JsonObject, JsonValue } from '../base/json';
import {
  changedPaths,
  entriesByName,
  haveSameOrder,
  isOfAnother,
  isTaken,
  valueAt,
  withValuesOf,
  type FieldPath,
} from './compare';

/** The fields in which the server's body after a save differs from what was to become of it. */
export function notTakenOf(before: JsonObject, wanted: JsonObject, body: JsonObject): FieldPath[] {
  const columns = ['schemaDefinition', 'columns'];
  const changed = changedPaths(before, wanted);
  const notTaken = changed.filter(
    (path) =>
      !isTaken(valueAt(wanted, path), valueAt(body, path)) && !isOfAnother(path, before, wanted),
  );
  const isSchema = ([field]: FieldPath): boolean => field === 'schemaDefinition';
  const isInOrder = areInOrder(valueAt(wanted, columns), valueAt(body, columns));
  // The order of columns is that of the uploaded rows.
  if (changed.some(isSchema) && !notTaken.some(isSchema) && !isInOrder) notTaken.push(columns);
  return notTaken;
}

function areInOrder(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  const [mine, theirs] = [entriesByName(left), entriesByName(right)];
  return !mine || !theirs || haveSameOrder(mine, theirs);
}

/**
 * What the next changes of a text are made on: the text itself, until its tab shows the server's form. That
 * has others' changes too, and a tab in which one types on, or whose save failed, would seem to take them
 * back. What Domo did not take is still a change.
 */
export function baseAfterSave(
  mine: JsonObject,
  { body, notTaken }: { readonly body: JsonObject; readonly notTaken: readonly FieldPath[] },
): JsonObject {
  return withValuesOf(mine, body, notTaken);
}
