import type { CallOptions } from '../http/caller';
import type { ExecutionsApi } from '../api/executions';
import { executionRowOf, mostChecked, isRunning, type ExecutionRow } from '../api/model';
import { newestExecutions, olderExecutions } from './newestExecutions';
import { isMissingEndpoint, type StreamsApi } from '../api/streams';
import { largestPage, type Page } from './page';

interface Api {
  readonly streams: StreamsApi;
  readonly executions: ExecutionsApi;
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
): Promise<Page<ExecutionRow>> {
  try {
    const rows = await api.streams.history(streamId, options);
    const executions = rows.map(executionRowOf);
    executions.sort((left, right) => right.executionId - left.executionId);
    return { items: executions, next: undefined };
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    const page = await newestExecutions(api, streamId, count, options);
    return { ...page, items: page.items.map(executionRowOf) };
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
  const history = await readHistory(api, streamId, largestPage, options);
  history.items.forEach(take);
  let { next } = history;
  for (let checked = largestPage; next && checked < mostChecked; checked += largestPage) {
    options.onRead?.(checked);
    const older = await olderExecutions(api.executions, streamId, next, largestPage, options);
    older.items.map(executionRowOf).forEach(take);
    ({ next } = older);
  }
  return { running: [...running.values()], uncheckedCount: next ?? 0 };
}
