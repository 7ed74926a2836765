import type { CallOptions } from '../http/caller';
import type { ExecutionsApi } from '../api/executions';
import { executionRowOf, mostChecked, isRunning, type ExecutionRow } from '../api/model';
import { newestExecutions, olderExecutions } from './newestExecutions';
import { isMissingEndpoint, type StreamsApi } from '../api/streams';

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

/** The executions of a stream that still run. */
export interface ActiveExecutions {
  /** Newest first. */
  readonly running: readonly ExecutionRow[];
  /** How many older executions there are that were not read, as there are too many. */
  readonly uncheckedCount: number;
}

const pageSize = 500;

/** Finds the running ones among the newest `mostChecked` executions; a wedged stream can have many. */
export async function activeExecutions(
  api: Api,
  streamId: number,
  options: ActiveOptions = {},
): Promise<ActiveExecutions> {
  const running = new Map<number, ExecutionRow>();
  const take = (row: ExecutionRow): void => {
    if (isRunning(row)) running.set(row.executionId, row);
  };
  const history = await readHistory(api, streamId, pageSize, options);
  history.executions.forEach(take);
  let { olderCount } = history;
  for (let checked = pageSize; olderCount > 0 && checked < mostChecked; checked += pageSize) {
    options.onRead?.(checked);
    const page = { olderCount, count: pageSize };
    const older = await olderExecutions(api.executions, streamId, page, options);
    older.executions.map(executionRowOf).forEach(take);
    olderCount = older.olderCount;
  }
  return { running: [...running.values()], uncheckedCount: olderCount };
}
