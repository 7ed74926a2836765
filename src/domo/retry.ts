import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import { isDomoError, isTransient } from './errors';

export interface RetryPolicy {
  /** Tries after the first one; 0 means that a failure is final. */
  readonly retries: number;
  readonly clock: Clock;
  readonly log: Log;
  /** A number from 0 to 1, for the jitter. */
  readonly random: () => number;
}

const firstDelayMilliseconds = 500;
const longestDelayMilliseconds = 30_000;
/** A server that asks for a longer wait than this gets its failure shown instead. */
const longestRetryAfterMilliseconds = 5 * 60_000;

/**
 * Milliseconds to wait before try number `attempt` + 1: what the server asked for, else exponential
 * back-off with full jitter, so that many parts that failed at once don't come back at once.
 */
export function retryDelay(attempt: number, error: unknown, random: () => number): number {
  const asked = isDomoError(error) ? error.retryAfterMilliseconds : undefined;
  if (asked !== undefined) return asked;
  const ceiling = Math.min(longestDelayMilliseconds, firstDelayMilliseconds * 2 ** attempt);
  return Math.round(random() * ceiling);
}

/** Repeats a task that is safe to repeat while its failures are transient. */
export async function withRetry<T>(
  task: () => Promise<T>,
  policy: RetryPolicy,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= policy.retries || !isTransient(error)) throw error;
      const delay = retryDelay(attempt, error, policy.random);
      if (delay > longestRetryAfterMilliseconds) throw error;
      policy.log.debug(`Trying again in ${delay} ms: ${String(error)}`);
      await policy.clock.sleep(delay, signal);
    }
  }
}
