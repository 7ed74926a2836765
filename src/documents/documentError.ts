import { PlainError, type Text } from '../base/text';

export type DocumentErrorKind =
  | 'invalidJson'
  | 'fixedField'
  | 'conflict'
  | 'notConfirmed'
  | 'notTaken'
  | 'gone'
  | 'incomplete'
  | 'alreadyCreated'
  | 'perhapsCreated'
  | 'notSaved'
  | 'noDocument'
  | 'noDefinition';

/** An expected failure of reading or saving a document. Its message is one line that a person can read. */
export class DocumentError extends PlainError {
  override readonly name = 'DocumentError';

  constructor(
    readonly kind: DocumentErrorKind,
    message: Text,
    /** The top-level fields it is about. */
    readonly fields: readonly string[] = [],
  ) {
    super(message);
  }
}
