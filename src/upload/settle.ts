import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import { UploadError } from './errors';
import type { ExecutionIds, TargetExecution, UploadTarget } from './target';

/** What the steps that must happen exactly once need. */
export interface SettleContext {
  readonly target: UploadTarget;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a commit whose answer was lost is watched before it is sent again. */
  readonly settleMilliseconds: number;
  /** Longest time between two looks at an execution. */
  readonly pollMilliseconds: number;
}

const firstPollMilliseconds = 250;
const createTries = 3;

/**
 * Creates the execution. Where the answer is lost, the server is asked: an execution that came of the
 * lost call is aborted, as its id alone can't prove that nobody else started it, and a new one made.
 */
export async function createOnce(
  context: SettleContext,
  updateMethod: string | undefined,
  signal: AbortSignal,
): Promise<TargetExecution> {
  const { target, log } = context;
  const newestBefore = await target.newestExecutionId(signal);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await target.createExecution(updateMethod, signal);
    } catch (error) {
      const { mayHaveTakenEffect, isTransient } = target.judge(error);
      if (signal.aborted || attempt >= createTries || !(mayHaveTakenEffect || isTransient))
        throw error;
      await waitBeforeRepeat(context, error, signal);
      const lost = await target.findRunningAfter(newestBefore, signal);
      if (!lost) continue;
      log.warn(
        `The answer to a create was lost; aborting execution ${lost.executionId} that came of it.`,
      );
      await target.abort(lost, 'Its answer was lost on the way.', signal);
    }
  }
}

/**
 * Commits the execution, never twice: where the answer is lost, the execution is watched; it is sent
 * again only while the server still shows it as running without a row after `settleMilliseconds`.
 */
export async function commitOnce(
  context: SettleContext,
  execution: ExecutionIds,
  signal: AbortSignal,
): Promise<void> {
  const { target, log } = context;
  for (let isRepeat = false; ; isRepeat = true) {
    try {
      await target.commit(execution, signal);
      return;
    } catch (error) {
      const { mayHaveTakenEffect, isTransient } = target.judge(error);
      if (signal.aborted) throw error;
      if (!mayHaveTakenEffect && isTransient) {
        await waitBeforeRepeat(context, error, signal);
        continue;
      }
      // A repeat that is refused means that the first one had arrived: its end will tell.
      if (isRepeat && !mayHaveTakenEffect) return;
      if (!mayHaveTakenEffect) throw error;
      log.warn(`The answer to the commit of execution ${execution.executionId} was lost; asking.`);
      if (await hasTakenEffect(context, execution.executionId, signal)) return;
      if (isRepeat) throw error;
    }
  }
}

/** Watches whether a commit has arrived; false where nothing shows it after `settleMilliseconds`. */
export async function hasTakenEffect(
  context: SettleContext,
  executionId: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = context.clock.now() + context.settleMilliseconds;
  for (let delay = firstPollMilliseconds; ; delay = nextDelay(delay, context)) {
    const execution = await lookAt(context, executionId, signal);
    if (execution && (execution.outcome !== 'running' || execution.rowsInserted)) return true;
    if (context.clock.now() >= deadline) return false;
    await context.clock.sleep(delay, signal);
  }
}

/**
 * Watches an execution to its end.
 * @throws UploadError `executionFailed` where it ends in another state than success
 */
export async function awaitEnd(
  context: SettleContext,
  executionId: number,
  signal: AbortSignal,
): Promise<TargetExecution> {
  for (let delay = firstPollMilliseconds; ; delay = nextDelay(delay, context)) {
    const execution = await lookAt(context, executionId, signal);
    if (execution?.outcome === 'succeeded') return execution;
    if (execution && execution.outcome !== 'running')
      throw new UploadError(
        'executionFailed',
        `Domo ended execution ${executionId} with ${execution.state ?? 'no state'}: ${execution.errorText ?? 'no reason given.'}`,
      );
    await context.clock.sleep(delay, signal);
  }
}

/** Undefined where the look itself failed in passing: the next one will tell. */
async function lookAt(
  { target, log }: SettleContext,
  executionId: number,
  signal: AbortSignal,
): Promise<TargetExecution | undefined> {
  try {
    return await target.getExecution(executionId, signal);
  } catch (error) {
    if (signal.aborted || !target.judge(error).isTransient) throw error;
    log.warn(`Execution ${executionId} could not be read: ${String(error)}`);
    return undefined;
  }
}

function nextDelay(delay: number, { pollMilliseconds }: SettleContext): number {
  return Math.min(delay * 1.5, pollMilliseconds);
}

async function waitBeforeRepeat(
  context: SettleContext,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  const asked = context.target.judge(error).waitAskedForMilliseconds;
  await context.clock.sleep(asked ?? firstPollMilliseconds * 2, signal);
}
