import { PlainError, type Text } from '../base/text';

/** Why an upload can't be done or did not end well. Stable: callers and tests decide by it. */
export type UploadErrorKind =
  | 'fileNotFound'
  | 'fileUnreadable'
  | 'fileEmpty'
  | 'notText'
  | 'encoding'
  | 'archive'
  | 'json'
  | 'noRoom'
  | 'columns'
  | 'unclosedQuote'
  | 'sourceChanged'
  | 'connectorStream'
  | 'executionEnded'
  | 'executionFailed'
  | 'rowsDiffer';

/** A place in the source file, to be opened there. */
export interface SourcePlace {
  readonly path: string;
  /** From 1, as an editor counts. */
  readonly line: number;
}

/** An expected failure of an upload. Its message is one line that a person can read. */
export class UploadError extends PlainError {
  override readonly name = 'UploadError';

  constructor(
    readonly kind: UploadErrorKind,
    message: Text,
    readonly place?: SourcePlace,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Decided by shape and not by class: each bundle has a class of its own. */
export function isUploadError(error: unknown): error is UploadError {
  return error instanceof Error && error.name === 'UploadError' && 'kind' in error;
}
