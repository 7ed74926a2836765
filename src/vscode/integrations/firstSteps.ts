import * as vscode from 'vscode';
import { setContext } from '../shell/context';
import type { Documents } from '../documents/documents';
import type { Uploads } from '../uploads/uploads';

/** Lets the walkthrough tick what no command tells: that a save and an upload came to a good end. */
export function followFirstSteps(
  documents: Documents,
  uploads: Pick<Uploads, 'queue'>,
): vscode.Disposable {
  return vscode.Disposable.from(
    documents.writer.onDidSave(() => setContext('hasSaved', true)),
    uploads.queue.onDidChange((entry) => {
      if (entry?.state === 'done') setContext('hasUploaded', true);
    }),
  );
}
