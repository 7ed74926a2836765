import { basename } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../base/disposable';
import { t } from '../../../base/l10n';
import { tell } from '../../shell/notify';
import type { FileForStream } from '../../../documents/documentFiles';
import type { Failures } from '../../shell/failures';
import type { DocumentWriter, SavedDocument } from '../documentWriter';
import { streamUri } from '../uris';
import { streamName } from '../../../domo/streamName';

/** Turns the tab of a new stream into that of the stream that its first save has made. */
export class NewStreams implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #created = new Map<string, SavedDocument>();

  readonly #chosen = this.#disposables.add(new vscode.EventEmitter<FileForStream>());
  /** Fires when a person chooses to upload the file that a new stream was made from. */
  readonly onDidChooseUpload = this.#chosen.event;

  constructor(writer: DocumentWriter, failures: Failures) {
    this.#disposables.add(
      writer.onDidSave((saved) => {
        if (saved.created) this.#created.set(saved.uri.toString(), saved);
      }),
    );
    // Only now is the tab clean, so that closing it asks nothing.
    this.#disposables.add(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        void failures.run('stream.create', () => this.#replace(uri));
      }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #replace(uri: vscode.Uri): Promise<void> {
    const saved = this.#created.get(uri.toString());
    if (!saved) return;
    this.#created.delete(uri.toString());
    await vscode.window.showTextDocument(
      streamUri(saved.connectionId, saved.streamId, saved.created?.name),
      { preview: false },
    );
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const old = tabs.filter(
      ({ input }) =>
        input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
    await vscode.window.tabGroups.close(old);
    await this.#offerUpload(saved);
  }

  /** If the columns came from a file, its rows are most likely the first to be loaded. */
  async #offerUpload({ connectionId, streamId, created }: SavedDocument): Promise<void> {
    if (!created?.file) return;
    const { path, hasHeader } = created.file;
    const upload = t('Upload');
    const [file, stream] = [basename(path), streamName({ id: streamId, name: created.name })];
    const answer = await tell(t('“{0}” is in Domo now. Upload {1} to it?', stream, file), upload);
    if (answer === upload)
      this.#chosen.fire({
        ids: { connectionId, streamId },
        streamName: stream,
        path,
        hasHeader,
      });
  }
}
