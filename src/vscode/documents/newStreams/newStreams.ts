import { basename } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../base/disposable';
import { formatRows } from '../../../base/format';
import { t } from '../../../base/l10n';
import { tell } from '../../shell/notify';
import { showError } from '../../shell/showError';
import type { DocumentWriter, SavedDocument } from '../documentWriter';
import { streamUri } from '../uris';
import { streamName } from '../../../domo/streamName';

/** Turns the tab of a new stream into that of the stream that its first save has made. */
export class NewStreams implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #created = new Map<string, SavedDocument>();

  constructor(writer: DocumentWriter) {
    this.#disposables.add(
      writer.onDidSave((saved) => {
        if (saved.created) this.#created.set(saved.uri.toString(), saved);
      }),
    );
    // Only now is the tab clean, so that closing it asks nothing.
    this.#disposables.add(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        this.#replace(uri).catch((error: unknown) => showError(error));
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
    await offerUpload(saved);
  }
}

/** Where the columns came from a file, its rows are most likely to be the first to go in. */
async function offerUpload({ connectionId, streamId, created }: SavedDocument): Promise<void> {
  if (!created?.file) return;
  const { path, hasHeader } = created.file;
  const upload = t('Upload');
  const [file, stream] = [basename(path), streamName({ id: streamId, name: created.name })];
  const answer = await tell(t('“{0}” is in Domo now. Upload {1} to it?', stream, file), upload);
  if (answer !== upload) return;
  const given = { uris: [path], connectionId, streamId, header: hasHeader };
  const { rowsSent } = await vscode.commands.executeCommand<{ rowsSent?: number }>(
    'domoStreams.file.upload',
    given,
  );
  void tell(t('{0} → {1}: {2} uploaded.', file, stream, formatRows(rowsSent ?? 0)));
}
