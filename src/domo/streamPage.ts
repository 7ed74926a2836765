import type { CallOptions } from './caller';
import type { Stream } from './model';
import { isMissingEndpoint, type Page, type StreamsApi } from './streams';

/** Some streams, and where the next ones begin. */
export interface StreamPage {
  readonly streams: readonly Stream[];
  /** Undefined at the end. */
  readonly nextOffset: number | undefined;
}

/**
 * One page of all streams. Where the server has no list (the specification names none), all are found
 * by the search for any name, whose answer comes whole.
 */
export async function readStreamPage(
  streams: StreamsApi,
  page: Page,
  options?: CallOptions,
): Promise<StreamPage> {
  try {
    const rows = await streams.list(page, options);
    // A server that knows no paging gives more than it was asked for: all.
    if (rows.length > page.limit)
      return { streams: rows.slice(page.offset), nextOffset: undefined };
    const nextOffset = rows.length < page.limit ? undefined : page.offset + rows.length;
    return { streams: rows, nextOffset };
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    const all = await streams.search('dataSource.name', '*', options);
    const end = page.offset + page.limit;
    return {
      streams: all.slice(page.offset, end),
      nextOffset: end < all.length ? end : undefined,
    };
  }
}

/** Most streams that live clients ask for in one bulk call. */
const bulkSize = 50;

/**
 * The whole of streams whose list rows lack names, told as they come. Where the server has no bulk
 * call, they are read one by one; a stream that can't be read is left out.
 */
export async function readWholeStreams(
  streams: StreamsApi,
  streamIds: readonly number[],
  onStreams: (found: readonly Stream[]) => void,
  options?: CallOptions,
): Promise<void> {
  for (let start = 0; start < streamIds.length; start += bulkSize) {
    const ids = streamIds.slice(start, start + bulkSize);
    try {
      onStreams(await streams.bulk(ids, options));
    } catch (error) {
      if (!isMissingEndpoint(error)) throw error;
      await readOneByOne(streams, ids, onStreams, options);
    }
  }
}

async function readOneByOne(
  streams: StreamsApi,
  streamIds: readonly number[],
  onStreams: (found: readonly Stream[]) => void,
  options: CallOptions | undefined,
): Promise<void> {
  for (const id of streamIds) {
    try {
      onStreams([await streams.get(id, options)]);
    } catch (error) {
      if (!isMissingEndpoint(error)) throw error;
    }
  }
}
