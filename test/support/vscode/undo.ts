import * as vscode from 'vscode';
import { show } from './editors';

/** Presses Undo until the text is as wanted; a few steps at most. */
export async function executeUndo(
  document: vscode.TextDocument,
  isDone: () => boolean,
): Promise<void> {
  await show(document.uri);
  for (let steps = 0; steps < 5 && !isDone(); steps += 1)
    await vscode.commands.executeCommand('undo');
  if (!isDone()) throw new Error('Undo did not bring the text back.');
}
