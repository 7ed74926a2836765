import { systemClock } from '../../base/clock';
import type { DomoClient } from '../client';
import { isRunning, type Execution } from '../api/model';
import { executionFirstPollMilliseconds } from '../../base/policies';

export interface ExecutionPoll {
  readonly client: DomoClient;
  readonly streamId: number;
  readonly executionId: number;
  /** The waits between two looks grow up to this. */
  readonly longestPollMilliseconds: number;
  /** Told what each look has shown, the last one included. */
  readonly onRead: (execution: Execution) => void;
}

/**
 * Looks at an execution again and again until it has ended.
 * @throws DomoError; the reason of an aborted signal
 */
export async function pollExecution(poll: ExecutionPoll, signal: AbortSignal): Promise<Execution> {
  const { client, streamId, executionId, longestPollMilliseconds, onRead } = poll;
  for (let delay = executionFirstPollMilliseconds; ; delay *= 1.5) {
    const now = await client.executions.get(streamId, executionId, { signal });
    onRead(now);
    if (!isRunning(now)) return now;
    await systemClock.sleep(Math.min(delay, longestPollMilliseconds), signal);
  }
}
