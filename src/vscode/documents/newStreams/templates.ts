import * as vscode from 'vscode';
import { documentPath, documentScheme, type DocumentAddress } from '../address';
import type { DocumentStore, Template } from '../documentStore';
import { transportTemplate } from './templateTexts';

export type NewAddress = Extract<DocumentAddress, { type: 'new' }>;

/** The texts of streams that don't exist yet. They are kept, so that a restored tab shows what it showed. */
export class Templates {
  #lastNumber = 0;

  constructor(private readonly store: DocumentStore) {}

  /** Makes a document with a definition to begin with. */
  async add(connectionId: string, template: Template): Promise<vscode.Uri> {
    this.#lastNumber += 1;
    // Numbers start anew with each window, and a restored tab may hold one: the time sets them apart.
    const number = Number(`${Math.floor(Date.now() / 1000)}${this.#lastNumber}`);
    const path = documentPath({ type: 'new', connectionId, number });
    const uri = vscode.Uri.from({ scheme: documentScheme, path });
    await this.store.set(uri.toString(), { base: {}, template });
    return uri;
  }

  /** The plain template where nothing is known of the document: its edits are in the tab. */
  async textOf(uri: vscode.Uri): Promise<string> {
    const stored = await this.store.get(uri.toString());
    return stored?.template?.text ?? transportTemplate('API');
  }
}
