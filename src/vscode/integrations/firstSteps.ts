import * as vscode from 'vscode';
import type { Documents } from '../documents/documents';
import type { Uploads } from '../uploads/uploads';

/** Lets the walkthrough tick what no command tells: that a save and an upload came to a good end. */
export function followFirstSteps(
  documents: Documents,
  uploads: Pick<Uploads, 'queue'>,
): vscode.Disposable {
  return vscode.Disposable.from(
    documents.writer.onDidSave(() => mark('hasSaved')),
    uploads.queue.onDidChange((entry) => {
      if (entry?.state === 'done') mark('hasUploaded');
    }),
  );
}

function mark(step: string): void {
  void vscode.commands.executeCommand('setContext', `domoStreams.${step}`, true);
}
