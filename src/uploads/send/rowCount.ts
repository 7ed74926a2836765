import { throwIfAborted } from '../../base/abort';
import { settleFirstPollMilliseconds } from '../../base/policies';
import { text } from '../../base/text';
import { UploadError } from '../errors';
import type { Upload } from '../upload';
import { nextDelay, type SettleContext } from './settle';
import type { TargetExecution } from './target';

/**
 * Holds the rows that were sent against those that the server counts: a difference is an alarm. The count
 * may come after the execution's end, so that one that differs is looked at again first.
 * @returns the execution as it was seen last
 * @throws UploadError `rowsDiffer`
 */
export async function assertRows(
  context: SettleContext,
  upload: Upload,
  rowsSent: number,
  ended: TargetExecution,
  signal: AbortSignal,
): Promise<TargetExecution> {
  const method = ended.updateMethod ?? upload.options.updateMethod;
  // An upsert replaces rows, so that its count says something else.
  if (method === 'UPSERT') return ended;
  const counted = await awaitCount(context, rowsSent, ended, signal);
  const { rowsInserted, executionId } = counted;
  if (rowsInserted === undefined || rowsInserted === rowsSent) return counted;
  throw new UploadError(
    'rowsDiffer',
    text(
      '{0} rows were sent, but Domo counts {1} in execution {2}. Check the DataSet before you rely on it.',
      rowsSent,
      rowsInserted,
      executionId,
    ),
  );
}

/** A server that tells no count with the end tells none at all: nobody waits for that. */
async function awaitCount(
  context: SettleContext,
  rowsSent: number,
  ended: TargetExecution,
  signal: AbortSignal,
): Promise<TargetExecution> {
  const { clock, settleMilliseconds } = context;
  const start = clock.now();
  const differs = ({ rowsInserted }: TargetExecution): boolean =>
    rowsInserted !== undefined && rowsInserted !== rowsSent;
  let seen = ended;
  for (let delay = settleFirstPollMilliseconds; differs(seen);) {
    if (clock.now() - start >= settleMilliseconds) break;
    await clock.sleep(delay, signal);
    seen = await lookAgain(context, seen, signal);
    delay = nextDelay(delay, context);
  }
  return seen;
}

/** What failed after a good end is no failure of the upload: the count stays as it was seen. */
async function lookAgain(
  { target, log }: SettleContext,
  seen: TargetExecution,
  signal: AbortSignal,
): Promise<TargetExecution> {
  try {
    return await target.getExecution(seen.executionId, signal);
  } catch (error) {
    throwIfAborted(signal);
    log.warn(`Execution ${seen.executionId} could not be read again: ${String(error)}`);
    return seen;
  }
}
