import { text } from '../base/text';
import type { JsonObject } from '../base/json';
import { risksOf } from './risks';
import { changedPaths, formatPath, isSame, isTaken, withValuesOf, type FieldPath } from './compare';
import { DocumentError } from './documentError';
import type { FieldRule } from './fieldRules';
import { mergeBodies } from './merge';
import { notTakenOf } from './notTaken';
import type { RemoteRef, RemoteBodies } from './remoteBodies';

/** What the person decides where both sides changed the same fields. */
export type ConflictAnswer = 'overwrite' | 'cancel';

export interface SaverSeams {
  readonly remote: RemoteBodies;
  /** Asks the person; the server's body is the one that an overwrite would replace. */
  readonly askConflict: (fields: readonly string[], theirs: JsonObject) => Promise<ConflictAnswer>;
  /**
   * Has the person confirm changes that can do harm, given in words.
   * @returns whether they were asked
   * @throws DocumentError `notConfirmed`
   */
  readonly confirmRisks: (risks: readonly string[]) => Promise<boolean>;
  /** Keeps the server's body that is about to be replaced. */
  readonly keepFormer: (body: JsonObject) => Promise<void>;
  /** The name under which this server takes a stream's configuration. */
  readonly configurationKey: ConfigurationKeyMemory;
}

export type ConfigurationKey = 'streamConfiguration' | 'configuration';

export interface ConfigurationKeyMemory {
  configurationKey(connectionId: string): ConfigurationKey;
  setConfigurationKey(connectionId: string, key: ConfigurationKey): void;
}

/** What became of a save. */
export interface SaveOutcome {
  /** The server's body before it. */
  readonly before: JsonObject;
  /** What was to become of it. */
  readonly wanted: JsonObject;
  /** The server's body after it. */
  readonly body: JsonObject;
  /** The fields in which the last two differ. */
  readonly notTaken: readonly FieldPath[];
}

/**
 * Saves what changed between `base` and `mine` on top of what the server has now, and reads it back.
 * @throws DocumentError `fixedField`, `conflict` or `notConfirmed`: nothing is sent
 */
export async function saveBody(
  ref: RemoteRef,
  base: JsonObject,
  mine: JsonObject,
  seams: SaverSeams,
): Promise<SaveOutcome> {
  const edited = editedFields(ref, base, mine, seams);
  const { theirs, merged } = await mergeWithServer(ref, base, edited, seams);
  const fields = changedFields(theirs, merged);
  if (fields.length === 0) return { before: theirs, wanted: merged, body: theirs, notTaken: [] };
  await seams.keepFormer(theirs);
  const changes = Object.fromEntries(fields.map((key) => [key, merged[key] ?? null]));
  const body = await sendAndReadBack(ref, changes, seams);
  return { before: theirs, wanted: merged, body, notTaken: notTakenOf(theirs, merged, body) };
}

function changedFields(before: JsonObject, after: JsonObject): string[] {
  return Object.keys({ ...before, ...after }).filter((key) => !isSame(after[key], before[key]));
}

/** My version without what the server moves by itself, and the top-level fields that can't be updated. */
export function updatableEdits(
  rule: (path: FieldPath) => FieldRule,
  base: JsonObject,
  mine: JsonObject,
): { edited: JsonObject; fixed: string[] } {
  const paths = changedPaths(base, mine);
  const fixed = paths.filter((path) => rule(path) === 'fixed').map(([field = '']) => field);
  const moved = paths.filter((path) => rule(path) === 'serverMoved');
  return { edited: withValuesOf(mine, base, moved), fixed: [...new Set(fixed)] };
}

/** @throws DocumentError `fixedField` */
function editedFields(
  ref: RemoteRef,
  base: JsonObject,
  mine: JsonObject,
  { remote }: SaverSeams,
): JsonObject {
  const { edited, fixed } = updatableEdits(remote.ruleFor(ref), base, mine);
  if (fixed.length === 0) return edited;
  throw new DocumentError(
    'fixedField',
    fixed.length === 1
      ? text('Not saved: {0} can’t be changed. Revert it to save the rest.', fixed[0] ?? '')
      : text('Not saved: {0} can’t be changed. Revert them to save the rest.', fixed.join(', ')),
    fixed,
  );
}

/**
 * My changes on top of what the server has now. A person takes their time to answer: after a question the
 * server is read again, and what has moved meanwhile is merged or asked about anew.
 */
async function mergeWithServer(
  ref: RemoteRef,
  base: JsonObject,
  mine: JsonObject,
  seams: SaverSeams,
): Promise<{ theirs: JsonObject; merged: JsonObject }> {
  const agreed = new Set<string>();
  for (let [known, wanted] = [base, mine]; ;) {
    const { body: theirs } = await seams.remote.read(ref);
    const { merged, conflicts } = mergeBodies(known, wanted, theirs);
    if (conflicts.length > 0) await resolveConflicts(conflicts, theirs, seams);
    const risks = risksOf(theirs, merged).filter((risk) => !agreed.has(risk));
    const isAsked = risks.length > 0 && (await seams.confirmRisks(risks));
    if (conflicts.length === 0 && !isAsked) return { theirs, merged };
    for (const risk of risks) agreed.add(risk);
    [known, wanted] = [theirs, merged];
  }
}

/** @throws DocumentError `conflict` unless the person has their own version win */
export async function resolveConflicts(
  conflicts: readonly FieldPath[],
  theirs: JsonObject,
  { askConflict }: Pick<SaverSeams, 'askConflict'>,
): Promise<void> {
  const fields = conflicts.map(formatPath);
  if ((await askConflict(fields, theirs)) === 'overwrite') return;
  throw new DocumentError(
    'conflict',
    text('Not saved: {0} changed in Domo since this was opened.', fields.join(', ')),
    fields,
  );
}

/**
 * GET gives the configuration under another name than the specification's PUT takes it: it is sent as
 * the specification says, and once more under its own name where the read-back shows no effect.
 */
async function sendAndReadBack(
  ref: RemoteRef,
  changes: JsonObject,
  { remote, configurationKey }: SaverSeams,
): Promise<JsonObject> {
  const { configuration, ...others } = changes;
  if (ref.type !== 'stream' || configuration === undefined) {
    await remote.update(ref, changes);
    return (await remote.read(ref)).body;
  }
  const key = configurationKey.configurationKey(ref.connectionId);
  await remote.update(ref, { ...others, [key]: configuration });
  const { body } = await remote.read(ref);
  if (isTaken(configuration, body['configuration'])) return body;
  const otherKey = key === 'configuration' ? 'streamConfiguration' : 'configuration';
  await remote.update(ref, { [otherKey]: configuration });
  const { body: second } = await remote.read(ref);
  if (isTaken(configuration, second['configuration']))
    configurationKey.setConfigurationKey(ref.connectionId, otherKey);
  return second;
}
