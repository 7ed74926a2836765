import { isCancelled } from '../../base/abort';
import type { Log } from '../../base/log';
import { text, type Text } from '../../base/text';
import { isUploadError, type UploadErrorKind } from '../errors';
import type { Upload } from '../upload';
import type { UploadTarget } from './target';
import { abortMilliseconds } from '../../base/policies';

/** What became of an execution whose upload did not end well. */
export interface AbortOutcome {
  /** For the person; undefined where there was nothing to end. */
  readonly note: Text | undefined;
  /** Whether the server could not be asked, so that the execution is still open. */
  readonly isOutOfReach: boolean;
}

/** The file may be on a drive that is not connected now: it can come back. */
const unreadableKinds: readonly UploadErrorKind[] = ['fileNotFound', 'fileUnreadable'];

/** What is found of an execution that has ended: there is nothing to add. */
const endedKinds: readonly UploadErrorKind[] = ['executionEnded', 'executionFailed', 'rowsDiffer'];

/** Ends the execution of a failed or cancelled upload on the server, and says whether that worked. */
export async function abortExecution(
  { execution, commit }: Upload,
  target: UploadTarget,
  error: unknown,
  log: Log,
): Promise<AbortOutcome> {
  const hasEnded = isUploadError(error) && endedKinds.includes(error.kind);
  if (!execution || hasEnded) return { note: undefined, isOutOfReach: false };
  const { executionId } = execution;
  if (commit !== 'none') return committed(executionId, commit);
  if (target.judge(error).refusesToken) return leftOpen(executionId);
  if (isUploadError(error) && unreadableKinds.includes(error.kind)) return withoutFile(executionId);
  const reason = isCancelled(error) ? 'The upload was cancelled.' : 'The upload failed.';
  try {
    await target.abort(execution, reason, AbortSignal.timeout(abortMilliseconds));
    const note = text('Execution {0} was aborted; nothing was loaded.', executionId);
    return { note, isOutOfReach: false };
  } catch (abortError) {
    log.warn(`Execution ${executionId} could not be aborted: ${String(abortError)}`);
    return notAborted(executionId, target.judge(abortError).isTransient);
  }
}

/** What becomes of the execution while there is nobody to ask: no token, or no connection. */
export function leaveExecution({ execution, commit }: Upload, lacksToken: boolean): AbortOutcome {
  if (!execution) return { note: undefined, isOutOfReach: false };
  if (commit !== 'none') return committed(execution.executionId, commit);
  return lacksToken ? leftOpen(execution.executionId) : notAborted(execution.executionId, true);
}

function notAborted(executionId: number, isOutOfReach: boolean): AbortOutcome {
  const note = text('Execution {0} could not be aborted and is still open in Domo.', executionId);
  return { note, isOutOfReach };
}

function committed(executionId: number, commit: 'sent' | 'done'): AbortOutcome {
  const note =
    commit === 'done'
      ? text('Execution {0} was committed already and goes on in Domo.', executionId)
      : text(
          'Whether execution {0} was committed is not known. Retry the upload: it asks Domo, and goes on from there.',
          executionId,
        );
  return { note, isOutOfReach: false };
}

function leftOpen(executionId: number): AbortOutcome {
  const note = text(
    'Execution {0} stays open: edit the connection to give it a valid token, and the upload goes on.',
    executionId,
  );
  return { note, isOutOfReach: true };
}

function withoutFile(executionId: number): AbortOutcome {
  const note = text(
    'Execution {0} stays open: put the file back and resume the upload, or cancel it.',
    executionId,
  );
  return { note, isOutOfReach: true };
}
