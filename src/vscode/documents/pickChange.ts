import { t } from '../../base/l10n';
import { pick, type PickItem } from '../shell/quickInput';

/** One line of what a save would do. */
export interface ChangeLine {
  readonly field: string;
  readonly path: readonly string[];
  readonly words: string;
  /** What is special about it. */
  readonly note?: string;
  readonly icon?: string;
}

interface ChangeItem extends PickItem {
  readonly choice: ChangeChoice;
}

/** A field to look at, or the wish to save. */
export type ChangeChoice =
  { readonly type: 'save' } | { readonly type: 'field'; readonly path: readonly string[] };

/**
 * Shows in words what a save would do.
 * @returns what the person chose; undefined where they closed it
 */
export async function pickChange(
  title: string,
  placeHolder: string,
  lines: readonly ChangeLine[],
  canSave: boolean,
): Promise<ChangeChoice | undefined> {
  const items: ChangeItem[] = lines.map(({ field, path, words, note, icon }) => ({
    label: field,
    ...(icon !== undefined && { icon }),
    description: words,
    ...(note !== undefined && { detail: note }),
    choice: { type: 'field', path },
  }));
  if (canSave)
    items.push({ icon: 'cloud-upload', label: t('Save to Domo'), choice: { type: 'save' } });
  const options = { title, placeHolder, matchOnDescription: true };
  return (await pick(items, options))?.choice;
}
