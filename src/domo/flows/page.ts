import type { Text } from '../../base/text';

/** Most elements that clients of live instances ask for at once. */
export const largestPage = 500;

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** What is wrong with each element whose ID can't be read. */
  readonly unreadable?: readonly Text[];
  /** Where the next page begins; undefined at the end. */
  readonly next: number | undefined;
  /** How many elements come after this page, if that is known. */
  readonly remaining?: number | undefined;
}
