import * as vscode from 'vscode';
import { documentScheme } from '../../documents/documentPath';
import { announcedFreshMilliseconds } from '../../base/policies';

interface Noted {
  readonly reason: vscode.TextDocumentSaveReason;
  readonly version: number;
  readonly atMilliseconds: number;
}

/** Why the editor is about to save; the file system interface does not say. */
export class SaveReasons implements vscode.Disposable {
  readonly #noted = new Map<string, Noted>();
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    const { onWillSaveTextDocument, onDidCloseTextDocument } = vscode.workspace;
    this.#subscriptions = [
      onWillSaveTextDocument(({ document: { uri, version }, reason }) => {
        if (uri.scheme !== documentScheme) return;
        this.#noted.set(uri.toString(), { reason, version, atMilliseconds: Date.now() });
      }),
      onDidCloseTextDocument(({ uri }) => this.#noted.delete(uri.toString())),
    ];
  }

  /**
   * The reason of the save that is writing this text; undefined where somebody else writes. What an
   * editor announced and gave up must not be taken for the reason of a later write.
   *
   * The editor announces nothing where it saves without formatting, and where it closes a window: that it
   * saves is told then by its text. With auto-save nobody can tell these two apart, and it may not send anything.
   */
  take(document: vscode.TextDocument | undefined, text: string): Noted['reason'] | undefined {
    if (!document) return undefined;
    const key = document.uri.toString();
    const noted = this.#noted.get(key);
    this.#noted.delete(key);
    if (!noted) return isUnannounced(document, text) ? silentReason(document) : undefined;
    const isFresh = Date.now() - noted.atMilliseconds < announcedFreshMilliseconds;
    const isItsText = document.version === noted.version && document.getText() === text;
    return isFresh || isItsText ? noted.reason : undefined;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function isUnannounced(document: vscode.TextDocument, text: string): boolean {
  return document.isDirty && document.getText() === text;
}

function silentReason(document: vscode.TextDocument): vscode.TextDocumentSaveReason {
  const autoSave = vscode.workspace.getConfiguration('files', document).get<string>('autoSave');
  const { Manual, AfterDelay } = vscode.TextDocumentSaveReason;
  return autoSave === 'off' ? Manual : AfterDelay;
}
