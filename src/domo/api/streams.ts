import { text, type Text } from '../../base/text';
import type { Caller, CallOptions, WriteCall } from '../http/caller';
import { DomoError, isDomoError } from '../http/errors';
import type { ListLimits } from './elements';
import { isJsonObject, type JsonObject } from '../../base/json';
import { searchKeys, type Execution, type SearchKey, type Stream } from './model';
import type { Readers } from './readers';
import { supported } from './supported';

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

/** The calls on streams: the path of each read, and each write. */
export interface StreamCalls {
  readonly list: (page: PageRequest) => string;
  readonly bulk: (streamIds: readonly number[]) => string;
  readonly search: (key: SearchKey, sought: string) => string;
  readonly get: (streamId: number) => string;
  readonly create: (definition: JsonObject) => WriteCall;
  readonly update: (streamId: number, changes: JsonObject) => WriteCall;
  readonly delete: (streamId: number) => WriteCall;
  readonly history: (streamId: number) => string;
  readonly latestExecutionId: (streamId: number) => string;
}

/** What a dialect says about streams. */
export interface StreamsDialect {
  readonly streamCalls: Partial<StreamCalls>;
  readonly searchKeys: readonly SearchKey[];
  readonly streams: Readers<Stream>;
  readonly executions: Readers<Execution>;
}

/**
 * The calls on streams. Every method throws `DomoError` (`notSupported` if the dialect lacks the call), or
 * the reason of an aborted signal.
 */
export class StreamsApi {
  constructor(
    private readonly caller: Caller,
    private readonly dialect: StreamsDialect,
  ) {}

  /**
   * One page of all streams. Not in the specification; live instances have it, with rows that may
   * lack names. Where the server has none, `notFound` or `methodNotAllowed` is thrown.
   */
  async list(page: PageRequest, options?: ListOptions): Promise<Stream[]> {
    const { value, call } = await this.caller.get(this.#call('list')(page), options);
    return this.dialect.streams.list(value ?? [], call, { ...options, most: mostOfPage });
  }

  /** Several streams in one call, whole. Live instances only; clients ask for at most 50. */
  async bulk(streamIds: readonly number[], options?: ListOptions): Promise<Stream[]> {
    const { value, call } = await this.caller.get(this.#call('bulk')(streamIds), options);
    return this.dialect.streams.list(value ?? [], call, { ...options, most: mostOfPage });
  }

  /** Specification: `q` takes one of five keys at a time; names may hold wildcards. */
  async search(key: SearchKey, sought: string, options?: ListOptions): Promise<Stream[]> {
    if (!searchKeys.includes(key))
      throw new DomoError(
        'badRequest',
        text('Search by one of {0}, not “{1}”.', searchKeys.join(', '), key),
      );
    supported(
      this.dialect.searchKeys.find((known) => known === key),
      `search.${key}`,
    );
    const { value, call } = await this.caller.get(this.#call('search')(key, sought), options);
    return this.dialect.streams.list(value ?? [], call, { ...options, most: mostOfAll });
  }

  /** One stream with all its sections. */
  async get(streamId: number, options: GetOptions = {}): Promise<Stream> {
    const { value, call } = await this.caller.get(this.#call('get')(streamId), options);
    const { any, one } = this.dialect.streams;
    return options.oddToo ? any(value, call, streamId) : one(value, call);
  }

  /** Creates a stream and its DataSet. Not repeated: a repeat would create a second one. */
  async create(definition: JsonObject, options?: CallOptions): Promise<Stream> {
    const { value, call } = await this.caller.write(this.#call('create')(definition), options);
    return this.dialect.streams.one(value, call);
  }

  /**
   * Sends only the given top-level fields. The specification's server updates `dataSource`,
   * `account`, `streamConfiguration` and `schemaDefinition`; which fields were taken is known only
   * by reading the stream again.
   */
  async update(streamId: number, changes: JsonObject, options?: CallOptions): Promise<void> {
    await this.caller.write(this.#call('update')(streamId, changes), options);
  }

  /** Deletes the stream; its DataSet stays (documented for the public API). */
  async delete(streamId: number, options?: CallOptions): Promise<void> {
    await this.caller.write(this.#call('delete')(streamId), options);
  }

  /** All executions of a stream in short: without errors and phases. Live instances only. */
  async history(streamId: number, options?: ListOptions): Promise<Execution[]> {
    const { value, call } = await this.caller.get(this.#call('history')(streamId), options);
    return this.dialect.executions.list(value ?? [], call, { ...options, most: mostOfAll });
  }

  /** Id of the newest execution; undefined where there is none or the server can't tell. Live instances only. */
  async latestExecutionId(streamId: number, options?: CallOptions): Promise<number | undefined> {
    try {
      const { value } = await this.caller.get(this.#call('latestExecutionId')(streamId), options);
      const first = Array.isArray(value) ? value[0] : undefined;
      const id = isJsonObject(first) ? Number(first['executionId']) : Number.NaN;
      return Number.isSafeInteger(id) && id > 0 ? id : undefined;
    } catch (error) {
      if (isMissingEndpoint(error, true)) return undefined;
      throw error;
    }
  }

  #call<K extends keyof StreamCalls>(name: K): StreamCalls[K] {
    return supported<StreamCalls[K]>(this.dialect.streamCalls[name], `streams.${name}`);
  }
}

/**
 * Whether the dialect lacks this kind of call, or the server doesn't know it at all; the specification's has
 * fewer than live instances.
 * @param isNamed whether the path has a word in place of an ID, such as `bulk`: to a server that lacks the
 * call, that is an ID which isn't a number
 */
export function isMissingEndpoint(error: unknown, isNamed = false): boolean {
  if (!isDomoError(error)) return false;
  if (error.kind === 'notSupported') return true;
  if (isNamed && error.kind === 'badRequest') return true;
  return (
    ['notFound', 'methodNotAllowed', 'serverError'].includes(error.kind) &&
    [404, 405, 501].includes(error.status ?? 0)
  );
}
