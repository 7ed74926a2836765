import type { Caller, CallOptions, WriteCall } from '../http/caller';
import type { JsonObject } from '../../base/json';
import type { Execution } from './model';
import type { Readers } from './readers';
import { mostOfPage, type GetOptions, type ListOptions, type PageRequest } from './streams';
import { supported } from './supported';
import type { StreamedBody } from '../http/transport';

/** `data` is the specification's way for parts and their end, `executions` that of live clients. */
export type UploadRoute = 'data' | 'executions';
export type FinalAction = 'commit' | 'abort';

export type ExecutionUploadIds = Pick<Execution, 'executionId' | 'uploadId'>;

/** The calls on executions: the path of each read, and each write. */
export interface ExecutionCalls {
  readonly create: (streamId: number, body: JsonObject) => WriteCall;
  readonly list: (streamId: number, page: PageRequest) => string;
  readonly get: (streamId: number, executionId: number) => string;
  readonly update: (streamId: number, executionId: number, changes: JsonObject) => WriteCall;
  readonly delete: (streamId: number, executionId: number) => WriteCall;
}

/** The calls of one upload route. */
export interface UploadCalls {
  readonly part: (
    streamId: number,
    execution: ExecutionUploadIds,
    part: { readonly number: number; readonly body: StreamedBody },
  ) => WriteCall;
  readonly commit: (streamId: number, execution: ExecutionUploadIds) => WriteCall;
  readonly abort: (streamId: number, execution: ExecutionUploadIds, reason: string) => WriteCall;
}

/** What a dialect says about executions. */
export interface ExecutionsDialect {
  readonly executionCalls: Partial<ExecutionCalls>;
  readonly uploadRoutes: Partial<Record<UploadRoute, UploadCalls>>;
  readonly executions: Readers<Execution>;
}

/**
 * The calls on executions and their parts. Every method throws `DomoError` (`notSupported` if the dialect
 * lacks the call or route), or the reason of an aborted signal.
 */
export class ExecutionsApi {
  constructor(
    private readonly caller: Caller,
    private readonly dialect: ExecutionsDialect,
  ) {}

  /**
   * Starts an execution; on a CONNECTOR stream this launches the connector. A running execution of
   * the same stream is cancelled by the server. Not repeated: a repeat would cancel the first.
   */
  async create(streamId: number, body: JsonObject, options?: CallOptions): Promise<Execution> {
    const { value, call } = await this.caller.write(this.#call('create')(streamId, body), options);
    return this.dialect.executions.one(value, call);
  }

  /** One page, ascending by id: as seen in live clients, there is no sort parameter. */
  async list(streamId: number, page: PageRequest, options?: ListOptions): Promise<Execution[]> {
    const { value, call } = await this.caller.get(this.#call('list')(streamId, page), options);
    return this.dialect.executions.list(value ?? [], call, { ...options, most: mostOfPage });
  }

  async get(streamId: number, executionId: number, options: GetOptions = {}): Promise<Execution> {
    const path = this.#call('get')(streamId, executionId);
    const { value, call } = await this.caller.get(path, options);
    const { any, one } = this.dialect.executions;
    return options.oddToo ? any(value, call, executionId) : one(value, call);
  }

  async update(
    streamId: number,
    executionId: number,
    changes: JsonObject,
    options?: CallOptions,
  ): Promise<void> {
    await this.caller.write(this.#call('update')(streamId, executionId, changes), options);
  }

  async delete(streamId: number, executionId: number, options?: CallOptions): Promise<void> {
    await this.caller.write(this.#call('delete')(streamId, executionId), options);
  }

  /** Puts one part, numbered from 1. Sending the same number again replaces the part. */
  async putPart(
    streamId: number,
    execution: ExecutionUploadIds,
    part: { readonly route: UploadRoute; readonly number: number; readonly body: StreamedBody },
    options?: CallOptions,
  ): Promise<void> {
    await this.caller.write(this.#route(part.route).part(streamId, execution, part), options);
  }

  /** Commits or aborts. Never repeated here: whoever calls asks the server first what became of it. */
  async finalize(
    streamId: number,
    execution: ExecutionUploadIds,
    end: { readonly route: UploadRoute; readonly action: FinalAction; readonly reason?: string },
    options?: CallOptions,
  ): Promise<void> {
    const { commit, abort } = this.#route(end.route);
    const call =
      end.action === 'commit'
        ? commit(streamId, execution)
        : abort(streamId, execution, end.reason ?? 'Aborted by the user.');
    await this.caller.write(call, options);
  }

  #call<K extends keyof ExecutionCalls>(name: K): ExecutionCalls[K] {
    return supported<ExecutionCalls[K]>(this.dialect.executionCalls[name], `executions.${name}`);
  }

  #route(route: UploadRoute): UploadCalls {
    return supported(this.dialect.uploadRoutes[route], `upload.${route}`);
  }
}
