import type { Clock } from './clock';
import {
  retryFirstMilliseconds,
  retryLongestMilliseconds,
  longestAskedMilliseconds,
} from './policies';

/** When and how long to wait before a task that is safe to repeat is repeated. */
export interface RetryPolicy {
  /** Tries after the first one; 0 means that a failure is final. */
  readonly retries: number;
  readonly clock: Clock;
  /** A number from 0 to 1, for the jitter. */
  readonly random: () => number;
  /** Whether the same task may well succeed a little later. */
  readonly isTransient: (error: unknown) => boolean;
  /** Milliseconds that the other side asked to wait. */
  readonly waitAskedFor: (error: unknown) => number | undefined;
  readonly onRetry?: (error: unknown, delayMilliseconds: number) => void;
}

/**
 * Milliseconds to wait after failure number `attempt`, from 0: what the other side asked for, else
 * exponential back-off with full jitter, so that many tasks that failed at once don't return at once.
 */
export function retryDelay(attempt: number, error: unknown, policy: RetryPolicy): number {
  const asked = policy.waitAskedFor(error);
  if (asked !== undefined) return asked;
  const ceiling = Math.min(retryLongestMilliseconds, retryFirstMilliseconds * 2 ** attempt);
  return Math.round(policy.random() * ceiling);
}

/** Repeats the task while its failures are transient; an aborted signal ends the wait at once. */
export async function withRetry<T>(
  task: () => Promise<T>,
  policy: RetryPolicy,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= policy.retries || !policy.isTransient(error)) throw error;
      const delayMilliseconds = retryDelay(attempt, error, policy);
      if (delayMilliseconds > longestAskedMilliseconds) throw error;
      policy.onRetry?.(error, delayMilliseconds);
      await policy.clock.sleep(delayMilliseconds, signal);
    }
  }
}
