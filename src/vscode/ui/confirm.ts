import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import type { DomoClient } from '../../domo/client';
import { outcomeOf } from '../../domo/model';
import { askModal } from './notify';
import { messageText, oneLine } from './plainText';

/** More would make the dialog longer than a screen. */
const listedNames = 10;

/**
 * Has a person confirm, and then type the name of what goes for good.
 * @throws CancelledError
 */
export async function confirmByName(action: string, name: string, detail: string): Promise<void> {
  const plain = oneLine(name);
  await confirm(`${action} “${messageText(name)}”?`, detail, 'Continue…');
  await typeToConfirm(action, plain);
}

/**
 * Has a person confirm what goes for good, and then type how many there are.
 * @throws CancelledError
 */
export async function confirmMany(
  action: string,
  what: string,
  names: readonly string[],
  detail: string,
): Promise<void> {
  const listed = names.slice(0, listedNames).map(messageText);
  if (names.length > listedNames) listed.push(`and ${names.length - listedNames} more`);
  await confirm(`${action} ${what}?`, `${listed.join('\n')}\n\n${detail}`, 'Continue…');
  await typeToConfirm(action, what);
}

async function typeToConfirm(action: string, words: string): Promise<void> {
  const isSame = (text: string): boolean => oneLine(text) === words;
  const typed = await vscode.window.showInputBox({
    title: action,
    prompt: messageText(`Type ${words} to confirm`),
    placeHolder: words,
    ignoreFocusOut: true,
    validateInput: (text) => (isSame(text) ? undefined : `Type ${words}, or press Escape.`),
  });
  if (typed === undefined || !isSame(typed)) throw new CancelledError();
}

/** @throws CancelledError */
export async function confirm(question: string, detail: string, action: string): Promise<void> {
  const answer = await askModal(question, detail, action);
  if (answer !== action) throw new CancelledError();
}

/**
 * Warns where a new execution would cancel one that runs.
 * @throws CancelledError
 */
export async function confirmCancelsRunning(client: DomoClient, streamId: number): Promise<void> {
  const { executions } = await client.newestExecutions(streamId, 1);
  const [newest] = executions;
  if (!newest || outcomeOf(newest.currentState, newest.endedAt) !== 'running') return;
  await confirm(
    `Execution ${newest.executionId} of this stream is still active.`,
    'Domo runs one execution of a stream at a time: starting another cancels that one.',
    'Start Anyway',
  );
}
