import { text, type Text } from '../../base/text';
import type { Caller, CallOptions } from '../http/caller';
import { DomoError, isDomoError } from '../http/errors';
import type { ListLimits } from './elements';
import { isJsonObject, type JsonObject } from '../../base/json';
import { searchKeys, type Execution, type SearchKey, type Stream } from './model';
import { readAnyStream, readExecutions, readStream, readStreams } from './schemas';

/** Which part of a list is asked for. */
export interface PageRequest {
  readonly limit: number;
  readonly offset: number;
}

/** Most elements of a page. Servers that ignore paging return all that they have. */
export const mostOfPage = 10_000;
/** Most elements of a list that comes as a whole. */
const mostOfAll = 50_000;

export type ListOptions = CallOptions & Pick<ListLimits, 'onUnreadable'>;

/** The same options, with the problems of elements without an ID put into a list. */
export function collecting(unreadable: Text[], options?: CallOptions): ListOptions {
  return { ...options, onUnreadable: (problem) => unreadable.push(problem) };
}

export interface GetOptions extends CallOptions {
  /** Returns what has an unexpected form too, with its `problem`, for those who show its JSON. */
  readonly oddToo?: boolean;
}

/** The calls on streams. Every method throws `DomoError`, or the reason of an aborted signal. */
export class StreamsApi {
  constructor(private readonly caller: Caller) {}

  /**
   * One page of all streams. Not in the specification; live instances have it, with rows that may
   * lack names. Where the server has none, `notFound` or `methodNotAllowed` is thrown.
   */
  async list(page: PageRequest, options?: ListOptions): Promise<Stream[]> {
    const { value, call } = await this.caller.get(
      `/streams?limit=${page.limit}&offset=${page.offset}`,
      options,
    );
    return readStreams(value ?? [], call, { ...options, most: mostOfPage });
  }

  /** Several streams in one call, whole. Live instances only; clients ask for at most 50. */
  async bulk(streamIds: readonly number[], options?: ListOptions): Promise<Stream[]> {
    const { value, call } = await this.caller.get(
      `/streams/bulk?streamId=${streamIds.join(',')}`,
      options,
    );
    return readStreams(value ?? [], call, { ...options, most: mostOfPage });
  }

  /** Specification: `q` takes one of five keys at a time; names may hold wildcards. */
  async search(key: SearchKey, sought: string, options?: ListOptions): Promise<Stream[]> {
    if (!searchKeys.includes(key))
      throw new DomoError(
        'badRequest',
        text('Search by one of {0}, not “{1}”.', searchKeys.join(', '), key),
      );
    // Clients of live instances send the colon bare; it is legal in a query.
    const { value, call } = await this.caller.get(
      `/streams/search?q=${key}:${encodeURIComponent(sought)}`,
      options,
    );
    return readStreams(value ?? [], call, { ...options, most: mostOfAll });
  }

  /** `fields=all` is what live clients send to get every section; the specification's server ignores it. */
  async get(streamId: number, options: GetOptions = {}): Promise<Stream> {
    const { value, call } = await this.caller.get(`/streams/${streamId}?fields=all`, options);
    return options.oddToo ? readAnyStream(value, call, streamId) : readStream(value, call);
  }

  /** Creates a stream and its DataSet. Not repeated: a repeat would create a second one. */
  async create(definition: JsonObject, options?: CallOptions): Promise<Stream> {
    const { value, call } = await this.caller.write('POST', '/streams', definition, options);
    return readStream(value, call);
  }

  /**
   * Sends only the given top-level fields. The specification's server updates `dataSource`,
   * `account`, `streamConfiguration` and `schemaDefinition`; which fields were taken is known only
   * by reading the stream again.
   */
  async update(streamId: number, changes: JsonObject, options?: CallOptions): Promise<void> {
    await this.caller.write('PUT', `/streams/${streamId}`, changes, options);
  }

  /** Deletes the stream; its DataSet stays (documented for the public API). */
  async delete(streamId: number, options?: CallOptions): Promise<void> {
    await this.caller.write('DELETE', `/streams/${streamId}`, undefined, options);
  }

  /** All executions of a stream in short: without errors and phases. Live instances only. */
  async history(streamId: number, options?: ListOptions): Promise<Execution[]> {
    const path = `/streams/${streamId}/history/aggregate`;
    const { value, call } = await this.caller.get(path, options);
    return readExecutions(value ?? [], call, { ...options, most: mostOfAll });
  }

  /** Id of the newest execution; undefined where there is none or the server can't tell. Live instances only. */
  async latestExecutionId(streamId: number, options?: CallOptions): Promise<number | undefined> {
    try {
      const { value } = await this.caller.get(`/streams/state/${streamId}`, options);
      const first = Array.isArray(value) ? value[0] : undefined;
      const id = isJsonObject(first) ? Number(first['executionId']) : Number.NaN;
      return Number.isSafeInteger(id) && id > 0 ? id : undefined;
    } catch (error) {
      if (isMissingEndpoint(error)) return undefined;
      throw error;
    }
  }
}

/** Whether the server doesn't know this kind of call at all; the specification's has fewer than live instances. */
export function isMissingEndpoint(error: unknown): boolean {
  return (
    isDomoError(error) &&
    ['notFound', 'methodNotAllowed', 'badRequest', 'serverError'].includes(error.kind) &&
    [400, 404, 405, 501].includes(error.status ?? 0)
  );
}
