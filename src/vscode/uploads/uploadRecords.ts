import type { Log } from '../../base/log';
import { isDomoError } from '../../domo/errors';
import { t } from '../ui/l10n';
import { recordOf, type UploadEntry } from './uploadEntry';
import type { UploadFiles } from './uploadFiles';
import type { UploadLedger } from './uploadLedger';
import { fileName } from './words';

/** Records how far uploads are, in case that their window ends. */
export class UploadRecords {
  readonly #warned = new Set<string>();

  constructor(
    private readonly ledger: UploadLedger,
    private readonly files: Pick<UploadFiles, 'discardConverted'>,
    private readonly log: Log,
    private readonly warn: (message: string) => unknown,
  ) {}

  /**
   * Records an upload. If that fails, because the disk is full for example, the upload continues: the user is
   * told once that it can't be resumed.
   * @throws DomoError `conflict` if another window has taken the upload over
   */
  async keep(entry: UploadEntry): Promise<void> {
    const { uploadId } = entry.job;
    try {
      await this.ledger.save(recordOf(entry));
    } catch (error) {
      if (isDomoError(error)) throw error;
      this.log.error(`The record of upload ${uploadId} can't be written: ${String(error)}`);
      if (this.#warned.has(uploadId)) return;
      this.#warned.add(uploadId);
      this.warn(
        t(
          'Can’t save the progress of {0} ({1}). The upload continues, but can’t be resumed if VS Code closes.',
          fileName(entry),
          String(error),
        ),
      );
    }
  }

  /**
   * Forgets an upload that has ended, and its converted file. What can't be removed says nothing about the
   * upload: whoever resumes it finds its execution ended.
   */
  async forget({ job }: UploadEntry): Promise<void> {
    this.#warned.delete(job.uploadId);
    const ends = await Promise.allSettled([
      this.ledger.remove(job.uploadId),
      this.files.discardConverted(job),
    ]);
    for (const end of ends)
      if (end.status === 'rejected')
        this.log.error(
          `What is kept of upload ${job.uploadId} can't be removed: ${String(end.reason)}`,
        );
  }
}
