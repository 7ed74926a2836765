import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { Throttle } from '../../base/throttle';
import { t } from '../../base/l10n';
import type { UploadQueue } from '../../uploads/queue/uploadQueue';
import { fileName, percentOf, progressText } from '../../uploads/queue/uploadTexts';
import { progressMilliseconds } from '../../base/policies';

/** Shows running uploads in the status bar; a click opens their list. */
export class UploadStatusBar implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #item = this.#disposables.add(
    vscode.window.createStatusBarItem('domoStreams.uploads', vscode.StatusBarAlignment.Left),
  );
  readonly #throttle = this.#disposables.add(
    new Throttle(() => this.#update(), progressMilliseconds),
  );

  constructor(private readonly queue: UploadQueue) {
    this.#item.name = t('Domo Uploads');
    this.#item.command = 'domoStreams.uploads.focus';
    this.#disposables.add(queue.onDidChange(() => this.#throttle.request()));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #update(): void {
    const running = this.queue.list.entries.filter(
      ({ state }) => state === 'running' || state === 'queued',
    );
    const [first] = running;
    if (!first) {
      this.#item.hide();
      return;
    }
    const percent = first.progress ? ` ${percentOf(first.progress)} %` : '';
    this.#item.text =
      running.length > 1
        ? `$(cloud-upload) ${t('{0} uploads', running.length)}`
        : `$(cloud-upload) Domo${percent}`;
    this.#item.tooltip = running
      .map((entry) => t('{0}: {1}', fileName(entry), progressText(entry)))
      .join('\n');
    this.#item.show();
  }
}
