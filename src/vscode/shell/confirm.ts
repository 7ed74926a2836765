import { CancelledError } from '../../base/abort';
import { t } from '../../base/l10n';
import { askModal } from './notify';
import { oneLine } from '../../base/plainText';
import { PlainError, text } from '../../base/text';
import type { Invocation } from './invocation';
import { askText } from './quickInput';

/** More would make the dialog longer than a screen. */
const listedNames = 10;

/** What is asked before something is done that can't be undone. */
export interface Confirmation {
  readonly question: string;
  readonly detail: string;
  /** The button that confirms. */
  readonly action: string;
}

export interface TypedConfirmation extends Omit<Confirmation, 'action'> {
  /** Of the box in which the words are typed. */
  readonly title: string;
  /** What has to be typed. */
  readonly words: string;
}

/** A call that leaves out a confirmation: the argument `confirmed` settles it. */
export class ConfirmationError extends PlainError {
  override readonly name = 'ConfirmationError';
  readonly kind = 'needsDecision';
  readonly argument = 'confirmed';

  constructor(question: string) {
    super(text('{0} Set "confirmed": true to confirm.', question));
  }
}

/** An invocation of a command that takes `confirmed`. */
type Confirmable = Pick<Invocation<{ readonly confirmed?: boolean | undefined }>, 'given' | 'asks'>;

/**
 * Makes sure that what a command does is wanted: a call says so with `confirmed`, a person is asked.
 * @throws CancelledError, ConfirmationError `needsDecision`
 */
export async function assertConfirmed(
  { given, asks }: Confirmable,
  confirmation: Confirmation,
): Promise<void> {
  if (given.confirmed === true) return;
  if (!asks) throw new ConfirmationError(confirmation.question);
  await confirm(confirmation);
}

/**
 * The same, but a person also types the name, or the number, of what is deleted.
 * @throws CancelledError, ConfirmationError `needsDecision`
 */
export async function assertConfirmedTyped(
  invocation: Confirmable,
  { title, words, ...asked }: TypedConfirmation,
): Promise<void> {
  if (invocation.given.confirmed === true) return;
  await assertConfirmed(invocation, { ...asked, action: t('Continue…') });
  await typeToConfirm(title, oneLine(words));
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

/** Asks a person. @throws CancelledError */
export async function confirm({ question, detail, action }: Confirmation): Promise<void> {
  const answer = await askModal(question, detail, action);
  if (answer !== action) throw new CancelledError();
}
