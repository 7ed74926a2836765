import { throwIfAborted } from '../../base/abort';
import { withRetry } from '../../base/retry';
import type { Ledger, Upload } from '../upload';
import { hasTakenEffect, whileUnsent, type SettleContext } from './settle';
import type { CreatedExecution } from './target';

export interface CommitContext extends SettleContext {
  readonly ledger: Ledger;
}

const commitTries = 3;

/**
 * Commits the execution of an upload whose parts the server has, never twice: where the answer is lost, the
 * execution is watched, and the commit is sent again only while the server still shows it as running
 * without a row after `settleMilliseconds`. The upload says at all times whether a commit may be on its way.
 */
export async function commitOnce(
  context: CommitContext,
  upload: Upload,
  execution: CreatedExecution,
  signal: AbortSignal,
): Promise<void> {
  if (upload.commit === 'done') return;
  const arrived = upload.commit === 'sent' && (await isSeen(context, execution, signal));
  if (!arrived) await sendUntilSeen(context, upload, execution, signal);
  await enter(context, upload, 'done');
}

async function sendUntilSeen(
  context: CommitContext,
  upload: Upload,
  execution: CreatedExecution,
  signal: AbortSignal,
): Promise<void> {
  throwIfAborted(signal);
  let inDoubt = upload.commit === 'sent';
  const commit = async (): Promise<void> => {
    await context.ledger.assertHeld();
    await context.target.commit(execution, signal);
  };
  await enter(context, upload, 'sent');
  for (let tries = 1; ; tries += 1) {
    try {
      await withRetry(commit, whileUnsent(context), signal);
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      const { mayHaveTakenEffect, refusesState } = context.target.judge(error);
      // What refuses this one is most likely an earlier one that had arrived: the end will tell.
      if (inDoubt && refusesState) return;
      context.log.warn(`The commit of execution ${execution.executionId} failed: ${String(error)}`);
      const isOpen = mayHaveTakenEffect || refusesState;
      if (isOpen && (await isSeen(context, execution, signal))) return;
      inDoubt ||= mayHaveTakenEffect;
      if (!inDoubt) await enter(context, upload, 'none');
      if (!mayHaveTakenEffect || tries >= commitTries) throw error;
    }
  }
}

function isSeen(
  context: SettleContext,
  { executionId }: CreatedExecution,
  signal: AbortSignal,
): Promise<boolean> {
  return hasTakenEffect(context, executionId, signal);
}

async function enter(
  context: CommitContext,
  upload: Upload,
  commit: Upload['commit'],
): Promise<void> {
  upload.commit = commit;
  await context.ledger.save(upload);
}
