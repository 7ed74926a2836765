import type { Text } from '../../base/text';
import type { CallOptions } from '../http/caller';
import { isDomoError } from '../http/errors';
import type { Stream } from '../api/model';
import { collecting, isMissingEndpoint, type PageRequest, type StreamsApi } from '../api/streams';
import type { Page } from './page';

/** Some streams. */
export interface StreamPage extends Page<Stream> {
  readonly unreadable: readonly Text[];
  /** Whether these are all streams, whatever was asked for: the server can't give a part of them. */
  readonly isWhole: boolean;
}

const noDataSet = '00000000-0000-0000-0000-000000000000';

/** One cheap read, by a call that the server has. */
export async function probe(streams: StreamsApi, options?: CallOptions): Promise<void> {
  try {
    await streams.list({ limit: 1, offset: 0 }, options);
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    await streams.search('dataSource.id', noDataSet, options);
  }
}

/** Live clients never ask for less than this, so every server that has a list takes it. */
const modestLimit = 50;

/**
 * One page of all streams. Where the server has no list (the specification names none), all are found
 * by the search for any name, whose answer comes whole; so does that of a server that knows no paging.
 */
export async function readStreamPage(
  streams: StreamsApi,
  page: PageRequest,
  options?: CallOptions,
): Promise<StreamPage> {
  try {
    return await listPage(streams, page, options);
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    const unreadable: Text[] = [];
    const all = await streams.search('dataSource.name', '*', collecting(unreadable, options));
    return { items: all, unreadable, next: undefined, isWhole: true };
  }
}

async function listPage(
  streams: StreamsApi,
  page: PageRequest,
  options: CallOptions | undefined,
): Promise<StreamPage> {
  const unreadable: Text[] = [];
  const { rows, limit } = await listRows(streams, page, collecting(unreadable, options));
  const count = rows.length + unreadable.length;
  if (count > limit) return { items: rows, unreadable, next: undefined, isWhole: true };
  const end = page.offset + count;
  const isEnd = count < limit && !(await isCut(streams, count, end, options));
  return { items: rows, unreadable, next: isEnd ? undefined : end, isWhole: false };
}

/** A server may refuse a page that is larger than it gives. @returns the limit that it took, too */
async function listRows(
  streams: StreamsApi,
  page: PageRequest,
  options: CallOptions | undefined,
): Promise<{ rows: Stream[]; limit: number }> {
  try {
    return { rows: await streams.list(page, options), limit: page.limit };
  } catch (error) {
    const isTooMany = isDomoError(error) && error.status === 400 && page.limit > modestLimit;
    if (!isTooMany) throw error;
    const rows = await streams.list({ ...page, limit: modestLimit }, options);
    return { rows, limit: modestLimit };
  }
}

/**
 * Whether a server gave fewer rows at once than it was asked for, and has more. Such bounds are round
 * numbers: a short page of another length is the end, and nothing is asked.
 */
async function isCut(
  streams: StreamsApi,
  count: number,
  offset: number,
  options: CallOptions | undefined,
): Promise<boolean> {
  if (count === 0 || count % 10 !== 0) return false;
  const unreadable: Text[] = [];
  const rows = await streams.list({ limit: 1, offset }, collecting(unreadable, options));
  return rows.length + unreadable.length > 0;
}

/** Most streams that live clients ask for in one bulk call. */
const bulkSize = 50;

/**
 * The whole of streams whose list rows lack names, told as they come. Where the server has no bulk
 * call, or refuses it for one of them, they are read one by one; a stream that can't be read is left out.
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
      if (!isMissingEndpoint(error, true) && !isForbidden(error)) throw error;
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
      const isOdd = isDomoError(error) && error.kind === 'unexpectedAnswer';
      if (!isOdd && !isMissingEndpoint(error) && !isForbidden(error)) throw error;
    }
  }
}

/** One stream that the token may not read must not hide the others. */
function isForbidden(error: unknown): boolean {
  return isDomoError(error) && error.kind === 'forbidden';
}
