/** The IDs that a row of a view stands for. */
export interface RowIds {
  readonly connectionId?: string;
  readonly streamId?: number;
  readonly executionId?: number;
  readonly uploadId?: string;
}

// Each bundle has classes of its own, and no JSON can have this.
const mark = Symbol.for('domoStreams.row');

/** A row of one of the extension's views. Commands take it in place of IDs. */
export abstract class Row {
  readonly [mark] = true;
  /** Its kind; commands act on selected rows of one kind. */
  abstract readonly type: string;
  abstract get ids(): RowIds;
}

/** Whether a value is a row. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && mark in value;
}
