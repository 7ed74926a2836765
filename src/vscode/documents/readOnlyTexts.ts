import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { JsonObject } from '../../base/json';
import { t } from '../../base/l10n';
import { renderDocument } from '../../documents/render';

const scheme = 'domo-stream-version';

/** Bodies as read-only documents, for one side of a comparison. */
export class ReadOnlyTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #texts = new Map<string, string>();
  #lastNumber = 0;

  constructor() {
    this.#disposables.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const text = this.#texts.get(uri.toString());
    // A tab that was restored after a reload: what was compared is not kept that long.
    if (text === undefined) throw new Error(t('This version is no longer at hand. Compare again.'));
    return text;
  }

  /** @param path as that of a document, whose name the tab shows */
  add(path: string, body: JsonObject): vscode.Uri {
    this.#lastNumber += 1;
    const uri = vscode.Uri.from({ scheme, path, query: String(this.#lastNumber) });
    this.#texts.set(uri.toString(), renderDocument(body));
    return uri;
  }

  /** Shows a body, read-only at the left, against a document. */
  async compareWith(document: vscode.Uri, body: JsonObject, title: string): Promise<void> {
    const left = this.add(document.path, body);
    await vscode.commands.executeCommand('vscode.diff', left, document, title, { preview: true });
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** How a document is called in titles: its file's name without the ending. */
export function titleOf({ path }: vscode.Uri): string {
  return (path.split('/').at(-1) ?? '').replace(/\.(stream|execution)\.json$/, '');
}
