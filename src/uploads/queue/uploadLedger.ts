import type { Log } from '../../base/log';
import { text } from '../../base/text';
import { DomoError, isDomoError } from '../../domo/http/errors';
import { t } from '../../base/l10n';
import type { StreamKey } from './streamLocks';
import { isOpen, storedUploadOf, type UploadEntry } from './uploadEntry';
import type { LocalFiles } from './localFiles';
import type { LedgerContents, LedgerFiles } from './ledgerFiles';
import type { UploadList } from './uploadList';
import { fileName } from './uploadTexts';

/** What the ledger works with. */
export interface LedgerParts {
  readonly files: LedgerFiles;
  readonly list: Pick<UploadList, 'entries' | 'hasOpen'>;
  readonly converted: Pick<LocalFiles, 'discardConverted'>;
  readonly log: Log;
  readonly warn: (message: string) => unknown;
}

/** The unfinished uploads on disk: how far those of this window are, which streams it holds, and what others left. */
export class UploadLedger {
  readonly #warned = new Set<string>();

  constructor(private readonly parts: LedgerParts) {}

  /** The uploads that no other window has; their streams are held from now on. */
  load(): Promise<LedgerContents> {
    const { files, list } = this.parts;
    return files.load((stream) => list.hasOpen(stream));
  }

  /** Whether an upload is recorded, by any window. */
  has(uploadId: string): Promise<boolean> {
    return this.parts.files.has(uploadId);
  }

  /** Shows other windows that this one is alive. */
  touch(): Promise<void> {
    return this.parts.files.locks.touch();
  }

  /**
   * Makes sure that an upload to a stream can be added.
   * @throws DomoError `conflict` if another window has an upload to it
   */
  async assertFree(stream: StreamKey, streamName: string): Promise<void> {
    await this.parts.files.locks.hold(stream, streamName);
    await this.#releaseUnused(stream);
  }

  /** Takes an upload for this window, and records it. @throws DomoError `conflict` if another one has or had it */
  async claim(entry: UploadEntry): Promise<void> {
    const { files } = this.parts;
    await files.locks.hold(entry, entry.streamName);
    if (await files.wasRemoved(entry.upload.uploadId))
      throw new DomoError(
        'conflict',
        text(
          'The upload of {0} was continued in another window. Check the DataSet.',
          fileName(entry),
        ),
      );
    await this.keep(entry);
  }

  /** @throws DomoError `conflict` if another window has taken the upload over */
  assertHeld(entry: UploadEntry): Promise<void> {
    return this.parts.files.locks.assertHeld(entry);
  }

  /**
   * Records an upload. If that fails, because the disk is full for example, the upload continues: the user is
   * told once that it can't be resumed.
   * @throws DomoError `conflict` if another window has taken the upload over
   */
  async keep(entry: UploadEntry): Promise<void> {
    const { files, log, warn } = this.parts;
    const { uploadId } = entry.upload;
    try {
      await files.save(storedUploadOf(entry));
    } catch (error) {
      if (isDomoError(error)) throw error;
      log.error(`The record of upload ${uploadId} can't be written: ${String(error)}`);
      if (this.#warned.has(uploadId)) return;
      this.#warned.add(uploadId);
      warn(
        t(
          'Can’t save the progress of {0} ({1}). The upload continues, but can’t be resumed if VS Code closes.',
          fileName(entry),
          String(error),
        ),
      );
    }
  }

  /**
   * Whether another window has an upload, or had it. What can't be found out counts as that: nothing is aborted
   * or removed then.
   */
  async isElsewhere({ upload, connectionId, streamId }: UploadEntry): Promise<boolean> {
    const { files, log } = this.parts;
    try {
      if (await files.locks.isLost({ connectionId, streamId })) return true;
      return await files.wasRemoved(upload.uploadId);
    } catch (error) {
      log.error(`The lock of upload ${upload.uploadId} can't be read: ${String(error)}`);
      return true;
    }
  }

  /** Has the uploads that wait for one wait for another one, or for none. */
  async putBehind(uploadId: string, after: string | undefined): Promise<void> {
    for (const next of this.parts.list.entries.filter((entry) => entry.after === uploadId)) {
      next.after = after;
      if (isOpen(next)) await this.#logged(next, this.keep(next));
    }
  }

  /**
   * Forgets an upload that has ended, and its converted file. What can't be removed says nothing about the
   * upload: a later resume finds its execution ended.
   */
  async forget(entry: UploadEntry): Promise<void> {
    const { files, converted } = this.parts;
    this.#warned.delete(entry.upload.uploadId);
    await this.#logged(entry, files.remove(entry.upload.uploadId));
    await this.#logged(entry, converted.discardConverted(entry.upload));
    await this.release(entry);
  }

  /** Lets other windows upload to a stream if this one has no upload to it left. */
  release(entry: UploadEntry): Promise<void> {
    return this.#logged(entry, this.#releaseUnused(entry));
  }

  /** Leaves all uploads to the next window. */
  async releaseAll(): Promise<void> {
    const { files, list } = this.parts;
    await Promise.allSettled(list.entries.map((entry) => files.locks.release(entry)));
  }

  #releaseUnused({ connectionId, streamId }: StreamKey): Promise<void> {
    const { files, list } = this.parts;
    const stream = { connectionId, streamId };
    return files.locks.release(stream, () => list.hasOpen(stream));
  }

  async #logged({ upload }: UploadEntry, task: Promise<void>): Promise<void> {
    await task.catch((error: unknown) => {
      this.parts.log.error(
        `The record of upload ${upload.uploadId} is out of date: ${String(error)}`,
      );
    });
  }
}
