import type { CallOptions } from '../http/caller';
import { isDomoError, isTransient, mayHaveTakenEffect, retryAfterOf } from '../http/errors';
import type {
  ExecutionUploadIds,
  ExecutionsApi,
  FinalAction,
  UploadRoute,
} from '../api/executions';
import type { JsonObject } from '../../base/json';
import { errorTextOf, outcomeOf, type Execution, type ExecutionOutcome } from '../api/model';
import { newestExecutions } from './newestExecutions';
import type { StreamsApi } from '../api/streams';
import type { StreamedBody } from '../http/transport';

export interface UploadTargetOptions {
  readonly streamId: number;
  /** `auto` tries the specification's route first. */
  readonly route: UploadRoute | 'auto';
  /** Is told which route the server has, as soon as that is known. */
  readonly onRoute?: (route: UploadRoute) => void;
}

/** Where the server can't tell the newest id, larger pages find the end of the list in fewer steps. */
const newestLookedAt = 50;

/** How an execution stands, in the words of the upload engine. */
export interface ExecutionStatus extends ExecutionUploadIds {
  readonly state: string | undefined;
  readonly outcome: ExecutionOutcome;
  readonly rowsInserted: number | undefined;
  readonly updateMethod: string | undefined;
  readonly errorText: string | undefined;
}

/** One stream as the upload engine sees it. It finds out which of the two routes the server has. */
export class StreamUploadTarget {
  #route: UploadRoute | undefined;
  /** The first part, while it finds the route: the others wait for it. */
  #finding: Promise<void> | undefined;

  constructor(
    private readonly api: { readonly streams: StreamsApi; readonly executions: ExecutionsApi },
    private readonly options: UploadTargetOptions,
  ) {
    this.#route = options.route === 'auto' ? undefined : options.route;
  }

  async createExecution(
    updateMethod: string | undefined,
    signal: AbortSignal,
  ): Promise<ExecutionStatus> {
    const body: JsonObject = updateMethod === undefined ? {} : { updateMethod };
    return statusOf(await this.api.executions.create(this.options.streamId, body, { signal }));
  }

  async getExecution(executionId: number, signal: AbortSignal): Promise<ExecutionStatus> {
    return statusOf(await this.api.executions.get(this.options.streamId, executionId, { signal }));
  }

  async newestExecutionId(signal: AbortSignal): Promise<number> {
    return (await this.#newest(signal))?.executionId ?? 0;
  }

  async findRunningAfter(
    executionId: number,
    signal: AbortSignal,
  ): Promise<ExecutionStatus | undefined> {
    const newest = await this.#newest(signal);
    if (!newest || newest.executionId <= executionId) return undefined;
    const status = statusOf(newest);
    return status.outcome === 'running' ? status : undefined;
  }

  async putPart(
    execution: ExecutionUploadIds,
    number: number,
    body: StreamedBody,
    signal: AbortSignal,
  ): Promise<void> {
    // Whoever waits looks again: the part that was finding may have failed for another reason.
    while (!this.#route && this.#finding) await this.#finding.catch(() => undefined);
    if (this.#route) return this.#put(this.#route, execution, number, body, signal);
    this.#finding = this.#putFirst(execution, number, body, signal);
    try {
      await this.#finding;
    } finally {
      this.#finding = undefined;
    }
  }

  commit(execution: ExecutionUploadIds, signal: AbortSignal): Promise<void> {
    return this.#finalize(execution, 'commit', undefined, signal);
  }

  abort(execution: ExecutionUploadIds, reason: string, signal: AbortSignal): Promise<void> {
    return this.#finalize(execution, 'abort', reason, signal);
  }

  judge(error: unknown) {
    return {
      isTransient: isTransient(error),
      isOverload: isDomoError(error) && ['rateLimited', 'timeout'].includes(error.kind),
      mayHaveTakenEffect: mayHaveTakenEffect(error),
      refusesBody: isDomoError(error) && (error.status === 415 || error.status === 400),
      refusesState: isDomoError(error) && (error.status === 409 || error.status === 400),
      refusesToken: isDomoError(error) && error.kind === 'unauthorized',
      waitAskedForMilliseconds: retryAfterOf(error),
    };
  }

  async #newest(signal: AbortSignal): Promise<Execution | undefined> {
    const page = await newestExecutions(this.api, this.options.streamId, newestLookedAt, {
      signal,
    });
    return page.items[0];
  }

  async #putFirst(
    execution: ExecutionUploadIds,
    number: number,
    body: StreamedBody,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await this.#put('data', execution, number, body, signal);
      this.#found('data');
    } catch (error) {
      if (!isOtherRoute(error)) throw error;
      await this.#put('executions', execution, number, body, signal);
      this.#found('executions');
    }
  }

  #found(route: UploadRoute): void {
    this.#route = route;
    this.options.onRoute?.(route);
  }

  #put(
    route: UploadRoute,
    execution: ExecutionUploadIds,
    number: number,
    body: StreamedBody,
    signal: AbortSignal,
  ): Promise<void> {
    const part = { route, number, body };
    return this.api.executions.putPart(this.options.streamId, execution, part, { signal });
  }

  async #finalize(
    execution: ExecutionUploadIds,
    action: FinalAction,
    reason: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    await finalizeExecution(
      this.api.executions,
      this.options.streamId,
      execution,
      { action, route: this.#route ?? 'auto', ...(reason !== undefined && { reason }) },
      { signal },
    );
  }
}

/** How an execution is ended. */
export interface FinalizeOptions {
  readonly action: FinalAction;
  /** `auto` tries the specification's route first. */
  readonly route: UploadRoute | 'auto';
  /** Given to the server with an abort. */
  readonly reason?: string;
}

/** Ends an execution by the route that the server has. Repeated by the other route only where the first is unknown. */
export async function finalizeExecution(
  executions: ExecutionsApi,
  streamId: number,
  execution: ExecutionUploadIds,
  { route, ...end }: FinalizeOptions,
  options?: CallOptions,
): Promise<void> {
  const finalize = (by: UploadRoute): Promise<void> =>
    executions.finalize(streamId, execution, { ...end, route: by }, options);
  if (route !== 'auto') return finalize(route);
  try {
    await finalize('data');
  } catch (error) {
    if (!isOtherRoute(error)) throw error;
    await finalize('executions');
  }
}

/**
 * Whether the dialect lacks the specification's route, or the response shows that the server doesn't know
 * it. A log-in page or an unexpected body doesn't: the call may have taken effect.
 */
function isOtherRoute(error: unknown): boolean {
  return (
    isDomoError(error) &&
    (error.status === 404 ||
      error.status === 405 ||
      ['redirected', 'notSupported'].includes(error.kind))
  );
}

function statusOf(execution: Execution): ExecutionStatus {
  const { executionId, uploadId, currentState, endedAt, rowsInserted, updateMethod } = execution;
  return {
    executionId,
    uploadId,
    state: currentState,
    outcome: outcomeOf(currentState, endedAt),
    rowsInserted,
    updateMethod,
    errorText: errorTextOf(execution),
  };
}
