import * as vscode from 'vscode';
import { openDocument } from './uris';

/**
 * Which tabs have unsaved changes. After a save during which one types on, VS Code tells extensions that
 * the document is saved: then the text tells.
 */
export class UnsavedTabs implements vscode.Disposable {
  /** The texts that were written while one typed on. */
  readonly #written = new Map<string, string>();
  readonly #subscription = vscode.workspace.onDidCloseTextDocument(({ uri }) =>
    this.#written.delete(uri.toString()),
  );

  /** A save has ended that wrote this text. */
  saved(document: vscode.TextDocument, written: string | undefined): void {
    const key = document.uri.toString();
    if (written === undefined || document.getText() === written) this.#written.delete(key);
    else this.#written.set(key, written);
  }

  /** A tab shows what the provider gave it. */
  shown({ uri }: vscode.TextDocument): void {
    this.#written.delete(uri.toString());
  }

  has(uri: vscode.Uri): boolean {
    const document = openDocument(uri);
    if (!document || document.isDirty) return document !== undefined;
    const written = this.#written.get(uri.toString());
    return written !== undefined && document.getText() !== written;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
