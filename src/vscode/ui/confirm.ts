import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import type { DomoClient } from '../../domo/client';
import { outcomeOf } from '../../domo/model';

/**
 * Has a person confirm, and then type the name of what goes for good.
 * @throws CancelledError
 */
export async function confirmByName(action: string, name: string, detail: string): Promise<void> {
  await confirm(`${action} “${name}”?`, detail, 'Continue…');
  const typed = await vscode.window.showInputBox({
    title: action,
    prompt: `Type ${name} to confirm`,
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: (text) => (text === name ? undefined : 'The names differ.'),
  });
  if (typed !== name) throw new CancelledError();
}

/** @throws CancelledError */
export async function confirm(question: string, detail: string, action: string): Promise<void> {
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, action);
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
