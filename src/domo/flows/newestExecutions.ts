import { text, type Text } from '../../base/text';
import type { CallOptions } from '../http/caller';
import { DomoError } from '../http/errors';
import type { ExecutionsApi } from '../api/executions';
import type { Execution } from '../api/model';
import { collecting, type StreamsApi } from '../api/streams';
import type { Page } from './page';

/** Executions, newest first. `next` and `remaining` count the older ones, by the server's order. */
export interface ExecutionPage extends Page<Execution> {
  readonly unreadable: readonly Text[];
  /** 0 at the end. */
  readonly remaining: number;
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

/** The newest `count` of the `olderCount` oldest executions. @param olderCount `next` of the page before */
export async function olderExecutions(
  api: ExecutionsApi,
  streamId: number,
  olderCount: number,
  count: number,
  options?: CallOptions,
): Promise<ExecutionPage> {
  const offset = Math.max(0, olderCount - count);
  const limit = olderCount - offset;
  const unreadable: Text[] = [];
  const rows = await api.list(streamId, { limit, offset }, collecting(unreadable, options));
  return pageWith(newestFirst(rows).slice(0, limit), unreadable, offset);
}

/** What a page of an ascending list holds; `count` includes the elements that can't be read. */
interface Rows {
  readonly rows: readonly Execution[];
  readonly unreadable: readonly Text[];
  readonly count: number;
}

/** Halving the largest offset there is takes 53; a server that leads on for longer has no end. */
const mostPages = 128;

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
    let tail: Rows = { rows: [], unreadable: [], count: 0 };
    let pages = 0;
    for (let offset = guess; this.#length < this.#beyond; offset = this.#nextOffset()) {
      if ((pages += 1) > mostPages || !Number.isSafeInteger(offset)) throw endless();
      const page = await this.#page(offset);
      // A server that knows no paging gives all rows, again and again.
      if (page.count > this.count || isRepeated(page, tail)) return pageOf(page, 0);
      if (page.count === 0) this.#beyond = offset;
      else {
        this.#length = offset + page.count;
        tail = page;
        const isLast = page.rows.at(-1)?.executionId === newestId;
        // A short page ends the list, or the server gives fewer rows at once than it was asked for.
        if (isLast || (page.count < this.count && newestId === undefined)) break;
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
  async #endingAt(length: number, tail: Rows): Promise<ExecutionPage> {
    const offset = Math.max(0, length - this.count);
    if (tail.count >= Math.min(this.count, length)) return pageOf(tail, length - tail.count);
    const page = await this.#page(offset);
    if (isRepeated(page, tail)) return pageOf(page, 0);
    // A server that gives fewer rows at once than it was asked for does not get to the end again.
    const isEnd = page.rows.at(-1)?.executionId === tail.rows.at(-1)?.executionId;
    const newest = isEnd ? page : tail;
    return pageOf(newest, length - newest.count);
  }

  async #page(offset: number): Promise<Rows> {
    const unreadable: Text[] = [];
    const page = { limit: this.count, offset };
    const rows = await this.api.list(this.streamId, page, collecting(unreadable, this.options));
    return { rows, unreadable, count: rows.length + unreadable.length };
  }
}

function pageOf({ rows, unreadable }: Rows, olderCount: number): ExecutionPage {
  return pageWith(newestFirst(rows), unreadable, olderCount);
}

function pageWith(
  items: readonly Execution[],
  unreadable: readonly Text[],
  olderCount: number,
): ExecutionPage {
  const next = olderCount > 0 ? olderCount : undefined;
  return { items, unreadable, next, remaining: olderCount };
}

function endless(): DomoError {
  return new DomoError(
    'unexpectedAnswer',
    text(
      'Domo keeps returning more executions than expected. Check the address of the connection.',
    ),
  );
}

/** Whether a server that ignores the offset gave the same page again. */
function isRepeated({ rows }: Rows, previous: Rows): boolean {
  return rows.length > 0 && rows[0]?.executionId === previous.rows[0]?.executionId;
}

function newestFirst(executions: readonly Execution[]): Execution[] {
  return [...executions].sort((a, b) => b.executionId - a.executionId);
}
