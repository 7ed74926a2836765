import type { Log } from './log';
import { isText, joinedTexts, text, type Text } from './text';
import { translated } from './l10n';
import { oneLine } from './plainText';

/** Whether the person wanted it so: nothing to tell. */
export function isIntended(error: unknown): boolean {
  return isExpected(error) && ['cancelled', 'paused'].includes(error.kind);
}

/** Whether an error is one of those that are meant to happen, with a message for people. */
export function isExpected(error: unknown): error is Error & { kind: string } {
  return error instanceof Error && 'kind' in error && typeof error.kind === 'string';
}

/** One line for people, in their language. */
export function messageOf(error: unknown): string {
  return translated(textOfError(error));
}

/** The same as a part of another text. */
export function textOfError(error: unknown): Text {
  if (isExpected(error))
    return 'text' in error && isText(error.text) ? error.text : joinedTexts([error.message], '');
  return text('Unexpected error: {0}', error instanceof Error ? error.message : String(error));
}

/** Logs a failure as what it is: silence for a cancel, a line for an expected one, the stack for a bug. */
export function logError(log: Pick<Log, 'debug' | 'error'>, what: string, error: unknown): void {
  if (isIntended(error)) log.debug(`${what}: stopped.`);
  else if (isExpected(error)) log.error(`${what}: ${oneLine(error.message)}`);
  else
    log.error(
      `${what}: unexpected ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
}
