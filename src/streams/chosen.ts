import type { Connection } from '../connections/connection';

/** The stream that a command acts on. */
export interface ChosenStream {
  readonly connection: Connection;
  readonly streamId: number;
}

/** The execution that a command acts on. */
export interface ChosenExecution extends ChosenStream {
  readonly executionId: number;
}
