import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import { text } from '../../base/text';
import type { JsonObject } from '../../base/json';
import { DocumentError } from '../../documents/documentError';
import type { WriteOutcome } from './documentWriter';
import { titleOf } from './readOnlyTexts';
import type { Invocation } from '../shell/invocation';
import type { DocumentServices } from './services';

/** A command that may save a document. */
export type SaveInvocation = Pick<
  Invocation<{ readonly confirmed?: boolean | undefined }>,
  'asks' | 'given'
>;

/**
 * Saves a document, or a draft of it, as one does by hand.
 * @returns what Domo has now
 * @throws what the save failed with; a person has been told by the editor
 */
export async function saveToDomo(
  { documents }: DocumentServices,
  { asks, given }: SaveInvocation,
  uri: vscode.Uri,
): Promise<JsonObject | undefined> {
  const outcomes: WriteOutcome[] = [];
  const subscription = documents.fileSystem.onDidWrite((outcome) => {
    if (outcome.uri.toString() === uri.toString()) outcomes.push(outcome);
  });
  const end = asks
    ? undefined
    : documents.beginCall(uri, { isConfirmed: given.confirmed === true });
  try {
    const { document } = await vscode.window.showTextDocument(uri, { preview: false });
    if (document.isDirty) await document.save();
    // A draft looks saved to the editor: only the command saves it all the same, in the editor in front.
    else if (vscode.window.activeTextEditor?.document === document)
      await vscode.commands.executeCommand('workbench.action.files.save');
  } finally {
    subscription.dispose();
    end?.();
  }
  const outcome = outcomes.at(-1);
  if (!outcome)
    throw new DocumentError('notSaved', text('The editor did not save {0}.', titleOf(uri)));
  if (!outcome.error) return outcome.body;
  if (asks) throw new CancelledError();
  throw outcome.error;
}
