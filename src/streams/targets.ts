import type { Connection } from '../connections/connection';

/** The stream that a command acts on. */
export interface StreamTarget {
  readonly connection: Connection;
  readonly streamId: number;
}

/** The execution that a command acts on. */
export interface ExecutionTarget extends StreamTarget {
  readonly executionId: number;
}
