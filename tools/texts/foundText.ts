/** A text that people read, and where it is. */
export interface FoundText {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}
