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
  | 'rowsDiffer'
  /** The file allows several readings; `decisions` says which arguments settle it. */
  | 'needsDecision';

/** A place in the source file, to be opened there. */
export interface SourcePlace {
  readonly path: string;
  /** From 1, as an editor counts. */
  readonly line: number;
}

/** Something that a file leaves open, and the argument of the call that settles it. */
export interface Decision {
  /** What was found. */
  readonly finding: 'header' | 'unpackedSize';
  readonly argument: 'header' | 'allowLargeArchive';
  readonly values: readonly (string | boolean)[];
  readonly path: string;
  /** From 1, as an editor counts; undefined if it is about the whole file. */
  readonly line: number | undefined;
  /** To be copied into the task or the call, with the likely value. */
  readonly example: string;
  readonly text: Text;
}

interface UploadErrorFacts extends ErrorOptions {
  /** Of the kind `needsDecision`: what is open. */
  readonly decisions?: readonly Decision[];
}

/** An expected failure of an upload. Its message is one line that a person can read. */
export class UploadError extends PlainError {
  override readonly name = 'UploadError';
  readonly decisions: readonly Decision[] | undefined;

  constructor(
    readonly kind: UploadErrorKind,
    message: Text,
    readonly place?: SourcePlace,
    facts: UploadErrorFacts = {},
  ) {
    super(message, facts);
    this.decisions = facts.decisions;
  }
}

/** Decided by shape and not by class: each bundle has a class of its own. */
export function isUploadError(error: unknown): error is UploadError {
  return error instanceof Error && error.name === 'UploadError' && 'kind' in error;
}
