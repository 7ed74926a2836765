import type { Log } from '../../base/log';
import { t } from '../ui/l10n';
import { recordOf, type UploadEntry } from './uploadEntry';
import type { UploadLedger } from './uploadLedger';
import { fileName } from './words';

/** Writes down how uploads get on, for the case that their window ends. */
export class UploadRecords {
  readonly #unwritten = new Set<string>();

  constructor(
    private readonly ledger: UploadLedger,
    private readonly log: Log,
    private readonly warn: (message: string) => unknown,
  ) {}

  /**
   * Writes an upload down as this window's own. Where that fails (a full disk) the upload goes on all the
   * same: the person is told once that it could not be resumed.
   */
  async keep(entry: UploadEntry): Promise<void> {
    const { uploadId } = entry.job;
    try {
      await this.ledger.save(recordOf(entry, process.pid));
      this.#unwritten.delete(uploadId);
    } catch (error) {
      this.log.error(`The record of upload ${uploadId} can't be written: ${String(error)}`);
      if (this.#unwritten.has(uploadId)) return;
      this.#unwritten.add(uploadId);
      this.warn(
        t(
          'How far the upload of {0} is can’t be written down ({1}). It goes on, but can’t be resumed if VS Code ends. Free some space on the disk.',
          fileName(entry),
          String(error),
        ),
      );
    }
  }

  /** Leaves the uploads to any window. */
  async leave(entries: readonly UploadEntry[]): Promise<void> {
    const leave = (entry: UploadEntry): Promise<void> =>
      this.ledger.save(recordOf(entry, 0)).catch((error: unknown) => {
        // The window is closing: nobody could be told.
        this.log.error(`Upload ${entry.job.uploadId} can't be left behind: ${String(error)}`);
      });
    await Promise.all(entries.map(leave));
  }
}
