import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { Log } from '../../base/log';
import type { EarlierVersions } from '../../documents/earlierVersions';
import { setContext } from '../shell/context';
import type { DocumentWriter } from './documentWriter';
import { refIn } from './uris';

/** Tells menus which documents have an earlier version. */
export class RestorableDocuments implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #uris = new Set<string>();

  constructor(
    private readonly earlierVersions: EarlierVersions,
    writer: Pick<DocumentWriter, 'onDidSave'>,
    private readonly log: Pick<Log, 'warn'>,
  ) {
    const own = this.#disposables;
    own.add(
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#look(editor?.document.uri)),
    );
    own.add(writer.onDidSave(({ uri }) => this.#look(uri)));
    this.#look(vscode.window.activeTextEditor?.document.uri);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #look(uri: vscode.Uri | undefined): void {
    const ref = uri && refIn(uri);
    if (!ref || ref.type === 'new') return;
    const tell = (): void => {
      if (this.earlierVersions.has(ref)) this.#uris.add(uri.toString());
      else this.#uris.delete(uri.toString());
      setContext('restorable', [...this.#uris]);
    };
    this.earlierVersions.read(ref.connectionId).then(tell, (error: unknown) => {
      this.log.warn(`Earlier versions can't be read: ${String(error)}`);
    });
  }
}
