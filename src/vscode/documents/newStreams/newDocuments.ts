import * as vscode from 'vscode';
import { Limiter } from '../../../base/limit';
import { documentPath, documentScheme, type DocumentRef } from '../../../documents/documentPath';
import type { Template } from '../../../documents/documentFiles';
import type { OpenDocuments } from '../openDocuments';
import { tabOf } from '../uris';
import { transportTemplate } from '../../../documents/templates';

export type NewRef = Extract<DocumentRef, { type: 'new' }>;

/** The texts of streams that don't exist yet. They are kept, so that a restored tab shows what it showed. */
export class NewDocuments {
  readonly #adding = new Limiter(1);

  constructor(private readonly documents: Pick<OpenDocuments, 'get'>) {}

  /** Makes a document with a definition to begin with. */
  add(connectionId: string, template: Template): Promise<vscode.Uri> {
    return this.#adding.run(async () => {
      const uri = await this.#unusedUri(connectionId);
      await this.documents.get(uri).keep({ base: {}, template });
      return uri;
    });
  }

  /** The plain template where nothing is known of the document: its edits are in the tab. */
  async textOf(uri: vscode.Uri): Promise<string> {
    const stored = await this.documents.get(uri).stored();
    return stored?.template?.text ?? transportTemplate('API');
  }

  /** The first number that no document has had, as a tab of a former window may hold it. */
  async #unusedUri(connectionId: string): Promise<vscode.Uri> {
    for (let number = 1; ; number += 1) {
      const path = documentPath({ type: 'new', connectionId, number });
      const uri = vscode.Uri.from({ scheme: documentScheme, path });
      if (!(await this.documents.get(uri).stored()) && !tabOf(uri)) return uri;
    }
  }
}
