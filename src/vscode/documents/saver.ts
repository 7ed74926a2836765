import type { JsonObject } from '../../domo/json';
import {
  changedPaths,
  formatPath,
  isSame,
  isTaken,
  mergeBodies,
  valueAt,
  withValue,
  type FieldPath,
} from './compare';
import { DocumentError } from './documentError';
import type { RemoteAddress, RemoteBodies } from './remoteBody';

/** What the person decides where both sides changed the same fields. */
export type ConflictAnswer = 'overwrite' | 'cancel';

export interface SaverSeams {
  readonly remote: RemoteBodies;
  /** Asks the person; the server's body is the one that an overwrite would replace. */
  readonly askConflict: (fields: readonly string[], theirs: JsonObject) => Promise<ConflictAnswer>;
  /** The name under which this server takes a stream's configuration. */
  readonly configurationKey: ConfigurationKeyMemory;
}

export type ConfigurationKey = 'streamConfiguration' | 'configuration';

export interface ConfigurationKeyMemory {
  configurationKey(connectionId: string): ConfigurationKey;
  setConfigurationKey(connectionId: string, key: ConfigurationKey): void;
}

/** What became of a save: the server's body, and what it did not take. */
export interface SaveOutcome {
  readonly body: JsonObject;
  readonly notTaken: readonly FieldPath[];
}

/**
 * Saves what changed between `base` and `mine` on top of what the server has now, and reads it back.
 * @throws DocumentError `fixedField` (nothing sent), `conflict` (the person cancelled, nothing sent)
 */
export async function saveBody(
  address: RemoteAddress,
  base: JsonObject,
  mine: JsonObject,
  seams: SaverSeams,
): Promise<SaveOutcome> {
  const edited = editedFields(address, base, mine, seams);
  const { body: theirs } = await seams.remote.read(address);
  const merged = await mergeWith(theirs, base, edited, seams);
  const fields = Object.keys({ ...theirs, ...merged }).filter(
    (key) => !isSame(merged[key], theirs[key]),
  );
  if (fields.length === 0) return { body: theirs, notTaken: [] };
  const changes = Object.fromEntries(fields.map((key) => [key, merged[key] ?? null]));
  const body = await sendAndReadBack(address, changes, seams);
  const notTaken = changedPaths(theirs, merged).filter(
    (path) =>
      !isTaken(valueAt(merged, path), valueAt(body, path)) && !isOfAnother(path, theirs, merged),
  );
  return { body, notTaken };
}

/** With another id an object is another one, such as another account: the rest of it is the server's to tell. */
function isOfAnother(path: FieldPath, before: JsonObject, after: JsonObject): boolean {
  const id = [...path.slice(0, -1), 'id'];
  return (
    path.length > 1 && path.at(-1) !== 'id' && !isSame(valueAt(before, id), valueAt(after, id))
  );
}

/** My version without what the server moves by itself; refuses what can't be updated. */
function editedFields(
  address: RemoteAddress,
  base: JsonObject,
  mine: JsonObject,
  { remote }: SaverSeams,
): JsonObject {
  const rule = remote.ruleFor(address);
  const paths = changedPaths(base, mine);
  const fixed = [
    ...new Set(paths.filter((path) => rule(path) === 'fixed').map(([field = '']) => field)),
  ];
  if (fixed.length > 0)
    throw new DocumentError(
      'fixedField',
      `Not saved: ${fixed.join(', ')} can't be changed. Revert ${fixed.length === 1 ? 'it' : 'them'} to save the rest.`,
      fixed,
    );
  return paths
    .filter((path) => rule(path) === 'serverMoved')
    .reduce((body, path) => withValue(body, path, valueAt(base, path)), mine);
}

async function mergeWith(
  theirs: JsonObject,
  base: JsonObject,
  mine: JsonObject,
  seams: SaverSeams,
): Promise<JsonObject> {
  const { merged, conflicts } = mergeBodies(base, mine, theirs);
  if (conflicts.length === 0) return merged;
  const fields = conflicts.map(formatPath);
  if ((await seams.askConflict(fields, theirs)) === 'overwrite') return merged;
  throw new DocumentError(
    'conflict',
    `Not saved: ${fields.join(', ')} changed in Domo since this was opened.`,
    fields,
  );
}

/**
 * GET gives the configuration under another name than the specification's PUT takes it: it is sent as
 * the specification says, and once more under its own name where the read-back shows no effect.
 */
async function sendAndReadBack(
  address: RemoteAddress,
  changes: JsonObject,
  { remote, configurationKey }: SaverSeams,
): Promise<JsonObject> {
  const { configuration, ...others } = changes;
  if (address.type !== 'stream' || configuration === undefined) {
    await remote.update(address, changes);
    return (await remote.read(address)).body;
  }
  const key = configurationKey.configurationKey(address.connectionId);
  await remote.update(address, { ...others, [key]: configuration });
  const { body } = await remote.read(address);
  if (isTaken(configuration, body['configuration'])) return body;
  const otherKey = key === 'configuration' ? 'streamConfiguration' : 'configuration';
  await remote.update(address, { [otherKey]: configuration });
  const { body: second } = await remote.read(address);
  if (isTaken(configuration, second['configuration']))
    configurationKey.setConfigurationKey(address.connectionId, otherKey);
  return second;
}
