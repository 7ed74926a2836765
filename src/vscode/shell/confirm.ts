import { CancelledError } from '../../base/abort';
import { t } from '../../base/l10n';
import { askModal } from './notify';
import { oneLine } from '../../base/plainText';
import { askText } from './quickInput';

/** More would make the dialog longer than a screen. */
const listedNames = 10;

/** What is asked before something goes for good. */
export interface TypedConfirmation {
  /** Of the box in which the words are typed. */
  readonly title: string;
  readonly question: string;
  readonly detail: string;
  /** What has to be typed. */
  readonly words: string;
}

/**
 * Has a person confirm, and then type the name, or the number, of what goes for good.
 * @throws CancelledError
 */
export async function confirmTyped(asked: TypedConfirmation): Promise<void> {
  await confirm(asked.question, asked.detail, t('Continue…'));
  await typeToConfirm(asked.title, oneLine(asked.words));
}

/** Names below one another, cut where they would fill the screen. */
export function namesText(names: readonly string[]): string {
  const lines = names.slice(0, listedNames).map(oneLine);
  if (names.length > listedNames) lines.push(t('and {0} more', names.length - listedNames));
  return lines.join('\n');
}

async function typeToConfirm(title: string, words: string): Promise<void> {
  const isSame = (text: string): boolean => oneLine(text) === words;
  const typed = await askText({
    title,
    prompt: t('Type {0} to confirm', words),
    placeHolder: words,
    ignoreFocusOut: true,
    validateInput: (text) => (isSame(text) ? undefined : t('Type {0}, or press Escape.', words)),
  });
  if (typed === undefined || !isSame(typed)) throw new CancelledError();
}

/** @throws CancelledError */
export async function confirm(question: string, detail: string, action: string): Promise<void> {
  const answer = await askModal(question, detail, action);
  if (answer !== action) throw new CancelledError();
}
