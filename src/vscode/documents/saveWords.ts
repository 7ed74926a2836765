import type { JsonObject } from '../../domo/json';
import type { DocumentAddress } from './address';
import { shortValue } from './changeWords';
import { formatPath, isSame, valueAt, type FieldPath } from './compare';
import { DocumentError } from './documentError';
import type { SaveOutcome } from './saver';

/** Says of each field that Domo did not take what it is now, and what it was to be. */
export function notTakenError({ before, wanted, body, notTaken }: SaveOutcome): DocumentError {
  const texts = notTaken.map((path) => describe(path, before, wanted, body));
  return new DocumentError(
    'notTaken',
    `Domo did not take every change: ${texts.join('; ')}. The other changes are saved.`,
    notTaken.map(([field = '']) => field),
  );
}

function describe(
  path: FieldPath,
  before: JsonObject,
  wanted: JsonObject,
  body: JsonObject,
): string {
  const kept = valueAt(body, path);
  const has = isSame(kept, valueAt(before, path)) ? 'is still' : 'is now';
  return `${formatPath(path)} ${has} ${shortValue(kept)}, not ${shortValue(valueAt(wanted, path))}`;
}

/** Where there is no such stream any more, a person is told how to keep what they typed. */
export function goneError(address: DocumentAddress, error: unknown): unknown {
  const isGone = error instanceof Error && 'status' in error && error.status === 404;
  if (!isGone || address.type === 'new') return error;
  const what =
    address.type === 'stream' ? `stream ${address.streamId}` : `execution ${address.executionId}`;
  const help =
    address.type === 'stream'
      ? ' Save Definition to File keeps your text; Apply Definition makes a new stream of it.'
      : '';
  return new DocumentError('gone', `Not saved: ${what} is no longer in Domo.${help}`);
}
