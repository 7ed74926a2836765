import type { CallOptions } from './caller';
import type { ExecutionsApi } from './executions';
import { executionRowOf, outcomeOf, type ExecutionRow } from './model';
import { newestExecutions, olderExecutions } from './newest';
import { isMissingEndpoint, type StreamsApi } from './streams';

interface Api {
  readonly streams: StreamsApi;
  readonly executions: ExecutionsApi;
}

/** A stream's executions, newest first, and how many older ones are still to be read. */
export interface History {
  readonly executions: readonly ExecutionRow[];
  readonly olderCount: number;
}

/**
 * The history of a stream: all of it by the one call that live instances have for it, else the newest
 * `count` executions from their list.
 */
export async function readHistory(
  api: Api,
  streamId: number,
  count: number,
  options?: CallOptions,
): Promise<History> {
  try {
    const rows = await api.streams.history(streamId, options);
    const executions = rows.map(executionRowOf);
    executions.sort((left, right) => right.executionId - left.executionId);
    return { executions, olderCount: 0 };
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    const { executions, olderCount } = await newestExecutions(api, streamId, count, options);
    return { executions: executions.map(executionRowOf), olderCount };
  }
}

/** What to read of a long history, and how to tell how far it is. */
export interface ActiveOptions extends CallOptions {
  readonly onRead?: (executionCount: number) => void;
}

const pageSize = 500;

/** All executions of a stream that still run, newest first; a wedged stream can have many. */
export async function activeExecutions(
  api: Api,
  streamId: number,
  options: ActiveOptions = {},
): Promise<ExecutionRow[]> {
  const history = await readHistory(api, streamId, pageSize, options);
  const found = [...history.executions];
  for (let { olderCount } = history; olderCount > 0;) {
    options.onRead?.(found.length);
    const page = { olderCount, count: pageSize };
    const older = await olderExecutions(api.executions, streamId, page, options);
    found.push(...older.executions.map(executionRowOf));
    olderCount = older.olderCount;
  }
  return found.filter(
    ({ currentState, endedAt }) => outcomeOf(currentState, endedAt) === 'running',
  );
}
