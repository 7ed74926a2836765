import type { Text } from '../base/text';
import type { DomoClient } from '../domo/client';
import { streamRowOf, type Stream, type StreamQuery, type StreamRow } from '../domo/api/model';
import type { PageSize } from './nodes';
import { largestPage, type Page } from '../domo/flows/page';

/**
 * The pages of one connection's streams. What only comes whole, as a search does, is kept in short and
 * given out page by page, so that the tree grows by what is shown.
 */
export class StreamPager {
  #whole: readonly StreamRow[] | undefined;

  constructor(
    private readonly client: () => Promise<DomoClient>,
    private readonly query: StreamQuery | undefined,
    private readonly pageSize: PageSize,
    /** What the search has found already. */
    private found: readonly Stream[] | undefined,
  ) {}

  /** Each row goes out as it came from the server, so nothing of it may be changed. */
  async read(
    offset: number | undefined,
    wanted = 0,
    signal?: AbortSignal,
  ): Promise<Page<StreamRow>> {
    const limit = Math.min(Math.max(wanted, this.pageSize()), largestPage);
    if (offset !== undefined && this.#whole) return pageOf(this.#whole, offset, limit);
    const client = await this.client();
    if (this.query) {
      const unreadable: Text[] = [];
      const { key, value } = this.query;
      const onUnreadable = (problem: Text): unknown => unreadable.push(problem);
      const found =
        this.found ?? (await client.streams.search(key, value, { signal, onUnreadable }));
      this.found = undefined;
      return { ...this.#takeWhole(found, limit), unreadable };
    }
    const page = await client.readStreamPage({ limit, offset: offset ?? 0 }, { signal });
    const { items, unreadable, next } = page;
    if (page.isWhole) return { ...this.#takeWhole(items, limit), unreadable };
    this.#whole = undefined;
    return { items: items.map(streamRowOf), unreadable, next };
  }

  /** Takes a stream out that is gone. */
  remove(streamId: number): void {
    this.#whole = this.#whole?.filter(({ id }) => id !== streamId);
  }

  #takeWhole(streams: readonly Stream[], limit: number): Page<StreamRow> {
    this.#whole = streams.map(streamRowOf);
    return pageOf(this.#whole, 0, limit);
  }
}

function pageOf(rows: readonly StreamRow[], offset: number, limit: number): Page<StreamRow> {
  const end = offset + limit;
  const remaining = Math.max(0, rows.length - end);
  return { items: rows.slice(offset, end), next: remaining > 0 ? end : undefined, remaining };
}
