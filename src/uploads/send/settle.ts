import type { Clock } from '../../base/clock';
import type { Log } from '../../base/log';
import { withRetry, type RetryPolicy } from '../../base/retry';
import { text } from '../../base/text';
import { UploadError } from '../errors';
import type { TargetExecution, UploadTarget } from './target';
import {
  longestAskedMilliseconds,
  settleFirstPollMilliseconds,
  settleShortestWaitMilliseconds,
} from '../../base/policies';

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

const createTries = 3;
const unsentRetries = 5;

/**
 * Creates the execution. Where the answer is lost, the server is asked: an execution that came of the
 * lost call is aborted, as its id alone can't prove that nobody else started it, and a new one made.
 * @param newestBefore id of the newest execution that the stream had
 */
export async function createOnce(
  context: SettleContext,
  updateMethod: string | undefined,
  newestBefore: number,
  signal: AbortSignal,
): Promise<TargetExecution> {
  const { target } = context;
  const create = (): Promise<TargetExecution> => target.createExecution(updateMethod, signal);
  for (let tries = 1; ; tries += 1) {
    try {
      return await withRetry(create, whileUnsent(context), signal);
    } catch (error) {
      if (signal.aborted || !target.judge(error).mayHaveTakenEffect) throw error;
      await waitBeforeRepeat(context, error, signal);
      await abortLost(context, newestBefore, signal);
      if (tries >= createTries) throw error;
    }
  }
}

/** Ends what a create made whose answer was lost. */
async function abortLost(
  { target, log }: SettleContext,
  newestBefore: number,
  signal: AbortSignal,
): Promise<void> {
  const lost = await target.findRunningAfter(newestBefore, signal);
  if (!lost) return;
  log.warn(
    `The answer to a create was lost; aborting execution ${lost.executionId} that came of it.`,
  );
  try {
    await target.abort(lost, 'Its answer was lost on the way.', signal);
  } catch (error) {
    // The next create ends it too: a stream has one running execution.
    if (signal.aborted) throw error;
    log.warn(`Execution ${lost.executionId} could not be aborted: ${String(error)}`);
  }
}

/** Repeats of a call that surely did not reach the server's state; no answer that was lost is among them. */
export function whileUnsent({ target, clock, log }: SettleContext): RetryPolicy {
  return {
    retries: unsentRetries,
    clock,
    random: Math.random,
    isTransient: (error) => {
      const { isTransient, mayHaveTakenEffect } = target.judge(error);
      return isTransient && !mayHaveTakenEffect;
    },
    waitAskedFor: (error) => target.judge(error).waitAskedForMilliseconds,
    onRetry: (error) => log.warn(`Trying again: ${String(error)}`),
  };
}

/**
 * Watches whether a commit has arrived; false where a look after `settleMilliseconds` shows nothing of
 * it. While the server can't be looked at, nothing is known, and the watch goes on.
 */
export async function hasTakenEffect(
  context: SettleContext,
  executionId: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = context.clock.now() + context.settleMilliseconds;
  for (let delay = settleFirstPollMilliseconds; ; delay = nextDelay(delay, context)) {
    const execution = await lookAt(context, executionId, signal);
    if (execution && (hasEnded(execution) || execution.rowsInserted)) return true;
    if (execution && context.clock.now() >= deadline) return false;
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
  for (let delay = settleFirstPollMilliseconds; ; delay = nextDelay(delay, context)) {
    const execution = await lookAt(context, executionId, signal);
    if (execution?.outcome === 'succeeded') return execution;
    if (execution && hasEnded(execution))
      throw new UploadError(
        'executionFailed',
        text(
          'Domo ended execution {0} with {1}: {2}',
          executionId,
          execution.state ?? text('no state'),
          execution.errorText ?? text('no reason given.'),
        ),
      );
    await context.clock.sleep(delay, signal);
  }
}

/** A server that shows an execution as never run has not come to it yet. */
export function hasEnded({ outcome }: TargetExecution): boolean {
  return outcome !== 'running' && outcome !== 'neverRun';
}

/** Undefined where the look itself failed in passing: the next one will tell. */
export async function lookAt(
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

/** The wait before the look behind the next one. */
export function nextDelay(delay: number, { pollMilliseconds }: SettleContext): number {
  return Math.min(delay * 1.5, pollMilliseconds);
}

async function waitBeforeRepeat(
  context: SettleContext,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  const asked = context.target.judge(error).waitAskedForMilliseconds ?? 0;
  if (asked > longestAskedMilliseconds) throw error;
  await context.clock.sleep(Math.max(asked, settleShortestWaitMilliseconds), signal);
}
