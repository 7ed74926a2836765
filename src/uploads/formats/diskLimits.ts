import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { text } from '../../base/text';
import { needsDecision, questionedRatio, unpackedSizeDecision } from '../plan/decisions';
import { UploadError } from '../errors';
import type { SourceVersion } from '../send/source';

const mebibyte = 1024 * 1024;
/** The content of an archive is questioned if it is both this large and so many times the archive's size. */
const questionedBytes = 128 * mebibyte;
/** Left on the disk for others. */
const reservedBytes = 64 * mebibyte;
const checkedEachBytes = 64 * mebibyte;

/** Watches how much a conversion writes to the disk. */
export class DiskLimits {
  #written = 0;
  #nextCheck = checkedEachBytes;

  /** @param path of the file that is written */
  constructor(
    private readonly original: SourceVersion,
    private readonly allowLargeArchive: boolean,
    private readonly path: string,
  ) {}

  /** A converted file is hardly ever smaller. @throws UploadError `noRoom` */
  begin(): Promise<void> {
    return this.#assertRoom(this.original.size);
  }

  /** @throws UploadError `needsDecision`, `noRoom` */
  async add(bytes: number): Promise<void> {
    this.#written += bytes;
    const isLarge = this.#written > Math.max(questionedBytes, questionedRatio * this.original.size);
    if (isLarge && !this.allowLargeArchive)
      throw needsDecision([
        unpackedSizeDecision(this.original.path, Math.floor(this.#written / mebibyte)),
      ]);
    if (this.#written < this.#nextCheck) return;
    this.#nextCheck += checkedEachBytes;
    await this.#assertRoom(0);
  }

  async #assertRoom(neededBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(dirname(this.path));
    if (bavail * bsize < neededBytes + reservedBytes) throw noRoomError(this.path);
  }
}

/** Whether the system says that the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}

/** @param path of the file that does not fit */
export function noRoomError(path: string, cause?: unknown): UploadError {
  const message = text(
    'Not enough disk space in {0} for the converted file. Free some space, then upload again.',
    dirname(path),
  );
  return new UploadError('noRoom', message, undefined, { cause });
}
