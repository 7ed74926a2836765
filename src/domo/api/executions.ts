import type { Caller, CallOptions } from '../http/caller';
import type { JsonObject } from '../../base/json';
import type { Execution } from './model';
import { readAnyExecution, readExecution, readExecutions } from './schemas';
import { mostOfPage, type GetOptions, type ListOptions, type PageRequest } from './streams';
import type { StreamedBody } from '../http/transport';

/** `data` is the specification's way for parts and their end, `executions` that of live clients. */
export type UploadRoute = 'data' | 'executions';
export type FinalAction = 'commit' | 'abort';

export type ExecutionUploadIds = Pick<Execution, 'executionId' | 'uploadId'>;

/** The calls on executions and their parts. Every method throws `DomoError`, or the reason of an aborted signal. */
export class ExecutionsApi {
  constructor(private readonly caller: Caller) {}

  /**
   * Starts an execution; on a CONNECTOR stream this launches the connector. A running execution of
   * the same stream is cancelled by the server. Not repeated: a repeat would cancel the first.
   */
  async create(streamId: number, body: JsonObject, options?: CallOptions): Promise<Execution> {
    const { value, call } = await this.caller.write(
      'POST',
      `/streams/${streamId}/executions`,
      body,
      options,
    );
    return readExecution(value, call);
  }

  /** One page, ascending by id: as seen in live clients, there is no sort parameter. */
  async list(streamId: number, page: PageRequest, options?: ListOptions): Promise<Execution[]> {
    const { value, call } = await this.caller.get(
      `/streams/${streamId}/executions?limit=${page.limit}&offset=${page.offset}`,
      options,
    );
    return readExecutions(value ?? [], call, { ...options, most: mostOfPage });
  }

  async get(streamId: number, executionId: number, options: GetOptions = {}): Promise<Execution> {
    const { value, call } = await this.caller.get(executionPath(streamId, executionId), options);
    return options.oddToo ? readAnyExecution(value, call, executionId) : readExecution(value, call);
  }

  async update(
    streamId: number,
    executionId: number,
    changes: JsonObject,
    options?: CallOptions,
  ): Promise<void> {
    await this.caller.write('PUT', executionPath(streamId, executionId), changes, options);
  }

  async delete(streamId: number, executionId: number, options?: CallOptions): Promise<void> {
    await this.caller.write('DELETE', executionPath(streamId, executionId), undefined, options);
  }

  /** Puts one part, numbered from 1. Sending the same number again replaces the part. */
  async putPart(
    streamId: number,
    execution: ExecutionUploadIds,
    part: { readonly route: UploadRoute; readonly number: number; readonly body: StreamedBody },
    options?: CallOptions,
  ): Promise<void> {
    const path =
      part.route === 'data'
        ? `/streams/${streamId}/data/${dataIdOf(execution)}/parts/${part.number}`
        : `${executionPath(streamId, execution.executionId)}/part/${part.number}`;
    await this.caller.write('PUT', path, part.body, options);
  }

  /** Commits or aborts. Never repeated here: whoever calls asks the server first what became of it. */
  async finalize(
    streamId: number,
    execution: ExecutionUploadIds,
    end: { readonly route: UploadRoute; readonly action: FinalAction; readonly reason?: string },
    options?: CallOptions,
  ): Promise<void> {
    const path =
      end.route === 'data'
        ? `/streams/${streamId}/data/${dataIdOf(execution)}/${end.action}`
        : `${executionPath(streamId, execution.executionId)}/${end.action}`;
    await this.caller.write('PUT', path, bodyOf(end), options);
  }
}

/** The body that live clients send with an abort; a commit has none. */
function bodyOf({
  action,
  reason,
}: {
  action: FinalAction;
  reason?: string;
}): JsonObject | undefined {
  return action === 'abort'
    ? { category: 'CONNECTOR', message: reason ?? 'Aborted by the user.' }
    : undefined;
}

/**
 * The specification's `dataId`: the execution's `uploadId`, the id of the DataSet's new data version
 * (inferred from live samples), else the execution's own id.
 */
function dataIdOf(execution: ExecutionUploadIds): string {
  return encodeURIComponent(execution.uploadId ?? String(execution.executionId));
}

function executionPath(streamId: number, executionId: number): string {
  return `/streams/${streamId}/executions/${executionId}`;
}
