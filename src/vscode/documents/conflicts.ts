import * as vscode from 'vscode';
import type { JsonObject } from '../../domo/json';
import { renderDocument } from './render';
import type { ConflictAnswer } from './saver';

const serverScheme = 'domo-stream-server';

/** Asks what to do where a document and the server both changed, and shows the server's side. */
export class ConflictDialog implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(serverScheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  async ask(
    uri: vscode.Uri,
    fields: readonly string[],
    theirs: JsonObject,
  ): Promise<ConflictAnswer> {
    const overwrite = 'Overwrite';
    const compare = 'Compare';
    const answer = await vscode.window.showWarningMessage(
      `${fields.join(', ')} changed in Domo since this document was opened.`,
      {
        modal: true,
        detail:
          'Overwrite puts your values in place of the new ones. Compare shows both and saves nothing.',
      },
      overwrite,
      compare,
    );
    if (answer === compare) await this.#compare(uri, theirs);
    return answer === overwrite ? 'overwrite' : 'cancel';
  }

  dispose(): void {
    this.#registration.dispose();
  }

  async #compare(uri: vscode.Uri, theirs: JsonObject): Promise<void> {
    const server = uri.with({ scheme: serverScheme, query: String(Date.now()) });
    this.#texts.set(server.toString(), renderDocument(theirs));
    const name = uri.path.split('/').at(-1) ?? '';
    await vscode.commands.executeCommand('vscode.diff', server, uri, `${name} (in Domo ↔ yours)`);
  }
}
