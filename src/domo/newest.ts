import type { CallOptions } from './caller';
import type { ExecutionsApi } from './executions';
import type { Execution } from './model';
import type { StreamsApi } from './streams';

/** Executions, newest first, and where the next older ones are. */
export interface ExecutionPage {
  readonly executions: readonly Execution[];
  /** How many older ones there are by the server's order; 0 at the end. */
  readonly olderCount: number;
}

/** The newest `count` of the `olderCount` oldest executions. */
export interface OlderPage {
  readonly olderCount: number;
  readonly count: number;
}

/**
 * The newest `count` executions of a stream. The server lists them ascending and can't sort, and
 * their number is not known: the newest id gives a first guess of it (ids count up by one per stream,
 * but deleted ones leave holes), and an empty or a full page says where to look next.
 */
export async function newestExecutions(
  api: { readonly streams: StreamsApi; readonly executions: ExecutionsApi },
  streamId: number,
  count: number,
  options?: CallOptions,
): Promise<ExecutionPage> {
  const newestId = await api.streams.latestExecutionId(streamId, options);
  const guess = newestId === undefined ? 0 : Math.max(0, newestId - count);
  return new TailSearch(api.executions, streamId, count, options).from(guess, newestId);
}

/** The newest `count` of the `olderCount` oldest executions. */
export async function olderExecutions(
  api: ExecutionsApi,
  streamId: number,
  page: OlderPage,
  options?: CallOptions,
): Promise<ExecutionPage> {
  const offset = Math.max(0, page.olderCount - page.count);
  const limit = page.olderCount - offset;
  const executions = await api.list(streamId, { limit, offset }, options);
  return { executions: newestFirst(executions).slice(0, limit), olderCount: offset };
}

/** Looks for the end of an ascending list whose length is not known. */
class TailSearch {
  /** Rows that are known to be there, and the smallest offset that is known to be behind the end. */
  #length = 0;
  #beyond = Number.POSITIVE_INFINITY;
  #gap = 0;

  constructor(
    private readonly api: ExecutionsApi,
    private readonly streamId: number,
    private readonly count: number,
    private readonly options: CallOptions | undefined,
  ) {}

  /** @param newestId shows the end when it is met; undefined where the server can't tell it */
  async from(guess: number, newestId: number | undefined): Promise<ExecutionPage> {
    let tail: Execution[] = [];
    for (let offset = guess; this.#length < this.#beyond; offset = this.#nextOffset()) {
      const rows = await this.#page(offset);
      // A server that knows no paging gives all rows, again and again.
      if (rows.length > this.count || isRepeated(rows, tail))
        return { executions: newestFirst(rows), olderCount: 0 };
      if (rows.length === 0) this.#beyond = offset;
      else {
        this.#length = offset + rows.length;
        tail = rows;
        const isLast = rows.at(-1)?.executionId === newestId;
        // A short page ends the list, or the server gives fewer rows at once than it was asked for.
        if (isLast || (rows.length < this.count && newestId === undefined)) break;
      }
    }
    return this.#endingAt(this.#length, tail);
  }

  /** Ahead or back in growing steps; by halves once both sides are known. */
  #nextOffset(): number {
    const gap = this.#gap;
    this.#gap = gap === 0 ? this.count : gap * 2;
    if (this.#beyond === Number.POSITIVE_INFINITY) return this.#length + gap;
    if (this.#length === 0) return Math.max(0, this.#beyond - Math.max(gap, this.count));
    return Math.floor((this.#length + this.#beyond) / 2);
  }

  /** The last `count` rows of a list of known length, of which `tail` is the end. */
  async #endingAt(length: number, tail: Execution[]): Promise<ExecutionPage> {
    const offset = Math.max(0, length - this.count);
    if (tail.length >= Math.min(this.count, length))
      return { executions: newestFirst(tail), olderCount: length - tail.length };
    const rows = await this.#page(offset);
    if (isRepeated(rows, tail)) return { executions: newestFirst(rows), olderCount: 0 };
    // A server that gives fewer rows at once than it was asked for does not get to the end again.
    const newest = rows.at(-1)?.executionId === tail.at(-1)?.executionId ? rows : tail;
    return { executions: newestFirst(newest), olderCount: length - newest.length };
  }

  #page(offset: number): Promise<Execution[]> {
    return this.api.list(this.streamId, { limit: this.count, offset }, this.options);
  }
}

/** Whether a server that ignores the offset gave the same page again. */
function isRepeated(rows: readonly Execution[], previous: readonly Execution[]): boolean {
  return rows.length > 0 && rows[0]?.executionId === previous[0]?.executionId;
}

function newestFirst(executions: readonly Execution[]): Execution[] {
  return [...executions].sort((a, b) => b.executionId - a.executionId);
}
