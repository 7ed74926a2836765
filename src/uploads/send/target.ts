import type { StreamedBody } from '../../domo/http/transport';

/** An execution as the engine needs it. */
export interface TargetExecution {
  readonly executionId: number;
  readonly uploadId: string | undefined;
  readonly state: string | undefined;
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'neverRun' | 'ended';
  readonly rowsInserted: number | undefined;
  readonly updateMethod: string | undefined;
  /** What the server says went wrong, in one line, with its trace id. */
  readonly errorText: string | undefined;
}

/** What a failed call means for an upload. */
export interface Failure {
  /** The same call may well succeed a little later. */
  readonly isTransient: boolean;
  /** The server can't keep up with so many calls at once. */
  readonly isOverload: boolean;
  /** The server may have acted on the call all the same. */
  readonly mayHaveTakenEffect: boolean;
  /** The server doesn't take a body in this form; meaningful for compressed parts. */
  readonly refusesBody: boolean;
  /** The execution is not in a state for this call; meaningful for a commit that may have come before. */
  readonly refusesState: boolean;
  /** The token is not taken any more: with another one the upload can go on. */
  readonly refusesToken: boolean;
  readonly waitAskedForMilliseconds: number | undefined;
}

/**
 * The seam between the engine and the server: one stream. Every method rejects with the error of the
 * failed call, or with the reason of the aborted signal.
 */
export interface UploadTarget {
  createExecution(updateMethod: string | undefined, signal: AbortSignal): Promise<TargetExecution>;
  getExecution(executionId: number, signal: AbortSignal): Promise<TargetExecution>;
  /** The running execution with an id above `executionId`, if there is one. */
  findRunningAfter(executionId: number, signal: AbortSignal): Promise<TargetExecution | undefined>;
  newestExecutionId(signal: AbortSignal): Promise<number>;
  /** Sends one part, numbered from 1; sending a number again replaces that part. */
  putPart(
    execution: CreatedExecution,
    number: number,
    body: StreamedBody,
    signal: AbortSignal,
  ): Promise<void>;
  commit(execution: CreatedExecution, signal: AbortSignal): Promise<void>;
  abort(execution: CreatedExecution, reason: string, signal: AbortSignal): Promise<void>;
  judge(error: unknown): Failure;
}

export type CreatedExecution = Pick<TargetExecution, 'executionId' | 'uploadId'>;
