import type { Log } from '../../base/log';
import { isDomoError } from '../../domo/http/errors';
import { abortExecution, leaveExecution, type AbortOutcome } from '../send/abortExecution';
import type { UploadTarget } from '../send/target';
import type { UploadEntry, UploadTargetSource } from './uploadEntry';

/**
 * Ends the execution of an upload that did not end well. Where the connection or its token is gone there is
 * nobody to ask for that.
 */
export async function endExecution(
  { upload, connectionId, streamId }: UploadEntry,
  targets: UploadTargetSource,
  error: unknown,
  log: Log,
): Promise<AbortOutcome> {
  let target: UploadTarget;
  try {
    target = await targets.get(connectionId, streamId);
  } catch (missing) {
    log.warn(`Upload ${upload.uploadId} has no server to end its execution: ${String(missing)}`);
    return leaveExecution(upload, isDomoError(missing) && missing.kind === 'unauthorized');
  }
  return abortExecution(upload, target, error, log);
}
