import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { Throttle } from '../../base/throttle';
import { t } from '../../base/l10n';
import { withNotification, type ProgressStep } from '../shell/notify';
import { commandLink } from '../shell/commandOf';
import type { UploadEntry } from '../../uploads/queue/uploadEntry';
import type { UploadQueue } from '../../uploads/queue/uploadQueue';
import { fileName, percentOf, progressText } from '../../uploads/queue/uploadTexts';
import { progressMilliseconds } from '../../base/policies';

/** Runs an upload under a notification with its progress and a Cancel button. */
export async function withUploadProgress(
  queue: UploadQueue,
  entry: UploadEntry,
  task: () => Promise<void>,
): Promise<void> {
  const title = t('Uploading {0} to {1}', fileName(entry), entry.streamName);
  await withNotification(title, async (report, token) => {
    const reporter = new ProgressReporter(queue, entry, report);
    token.onCancellationRequested(() => void queue.cancel(entry));
    try {
      await task();
    } finally {
      reporter.dispose();
    }
  });
}

/** Tells a notification how far an upload is; it wants steps and not sums. */
class ProgressReporter implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  #percent = 0;

  constructor(queue: UploadQueue, entry: UploadEntry, show: (step: ProgressStep) => void) {
    const { uploadId } = entry.upload;
    const link = commandLink(t('Pause'), 'upload.pause', { uploadId });
    const report = (): void => {
      const percent = entry.progress ? percentOf(entry.progress) : 0;
      show({
        message: progressText(entry),
        link,
        increment: Math.max(0, percent - this.#percent),
      });
      this.#percent = Math.max(this.#percent, percent);
    };
    const throttle = this.#disposables.add(new Throttle(report, progressMilliseconds));
    this.#disposables.add(
      queue.onDidChange((changed) => {
        if (changed === entry) throttle.request();
      }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
