import { joinedTexts, text, type Text } from '../base/text';
import type { JsonObject } from '../base/json';
import type { DocumentRef } from './documentPath';
import { shortValue } from './changeTexts';
import { formatPath, isSame, valueAt, type FieldPath } from './compare';
import { DocumentError } from './documentError';
import type { SaveOutcome } from './saveBody';

/** Says of each field that Domo did not take what it is now, and what it was to be. */
export function notTakenError({ before, wanted, body, notTaken }: SaveOutcome): DocumentError {
  const facts = notTaken.map((path) => describe(path, before, wanted, body));
  return new DocumentError(
    'notTaken',
    text(
      'Domo did not take every change: {0}. The other changes are saved.',
      joinedTexts(facts, '; '),
    ),
    notTaken.map(([field = '']) => field),
  );
}

function describe(path: FieldPath, before: JsonObject, wanted: JsonObject, body: JsonObject): Text {
  const kept = valueAt(body, path);
  const values = [formatPath(path), shortValue(kept), shortValue(valueAt(wanted, path))];
  return isSame(kept, valueAt(before, path))
    ? text('{0} is still {1}, not {2}', ...values)
    : text('{0} is now {1}, not {2}', ...values);
}

/** Where there is no such stream any more, a person is told how to keep what they typed. */
export function goneError(ref: DocumentRef, error: unknown): unknown {
  const isGone = error instanceof Error && 'status' in error && error.status === 404;
  if (!isGone || ref.type === 'new') return error;
  return new DocumentError(
    'gone',
    ref.type === 'stream'
      ? text(
          'Not saved: stream {0} is no longer in Domo. Save Definition to File keeps your text; Apply Definition makes a new stream of it.',
          ref.streamId,
        )
      : text('Not saved: execution {0} is no longer in Domo.', ref.executionId),
  );
}
