import type { Change } from './changeTexts';

/** What a save of a document would do. */
export interface ChangePreview {
  /** What would become of the server's present body. */
  readonly changes: readonly Change[];
  /** Fields that changed in Domo as well, each to another value: the save would ask. */
  readonly conflicts: readonly string[];
  /** Changed fields that can't be changed: they block the save. */
  readonly fixed: readonly string[];
  /** What changed in Domo since the document was opened, and would be kept. */
  readonly keptOfDomo: readonly Change[];
}
