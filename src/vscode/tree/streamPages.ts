import type { DomoClient } from '../../domo/client';
import { streamRowOf, type Stream, type StreamQuery, type StreamRow } from '../../domo/model';
import type { PageSize } from './nodes';
import type { PageOf } from './pagedList';

/** Most streams that clients of live instances ask for at once. */
const largestPage = 500;

/**
 * The pages of one connection's streams. What only comes whole, as a search does, is kept in short and
 * given out page by page, so that the tree grows by what is shown.
 */
export class StreamPages {
  #whole: readonly StreamRow[] | undefined;

  constructor(
    private readonly client: () => Promise<DomoClient>,
    private readonly query: StreamQuery | undefined,
    private readonly pageSize: PageSize,
    /** What the search has found already. */
    private found: readonly Stream[] | undefined,
  ) {}

  /** Each row goes out as it came from the server, so nothing of it may be changed. */
  async read(offset: number | undefined, wanted = 0): Promise<PageOf<StreamRow>> {
    const limit = Math.min(Math.max(wanted, this.pageSize()), largestPage);
    if (offset !== undefined && this.#whole) return pageOf(this.#whole, offset, limit);
    const client = await this.client();
    if (this.query) {
      const found = this.found ?? (await client.streams.search(this.query.key, this.query.value));
      this.found = undefined;
      return this.#takeWhole(found, limit);
    }
    const page = await client.readStreamPage({ limit, offset: offset ?? 0 });
    if (page.isWhole) return this.#takeWhole(page.streams, limit);
    this.#whole = undefined;
    return { items: page.streams.map(streamRowOf), next: page.nextOffset };
  }

  /** Takes a stream out that is gone. */
  remove(streamId: number): void {
    this.#whole = this.#whole?.filter(({ id }) => id !== streamId);
  }

  #takeWhole(streams: readonly Stream[], limit: number): PageOf<StreamRow> {
    this.#whole = streams.map(streamRowOf);
    return pageOf(this.#whole, 0, limit);
  }
}

function pageOf(rows: readonly StreamRow[], offset: number, limit: number): PageOf<StreamRow> {
  const end = offset + limit;
  const remaining = Math.max(0, rows.length - end);
  return { items: rows.slice(offset, end), next: remaining > 0 ? end : undefined, remaining };
}
