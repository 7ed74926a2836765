import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { text } from '../../../base/text';
import { UploadError } from '../../errors';
import { openVersion, type SourceVersion } from '../../send/source';
import type { Contents } from '../contents';
import { blockBytes, blocksOf } from '../stage';

export async function openGzip(version: SourceVersion): Promise<Contents> {
  const { path, size } = version;
  const members = new GzipMembers(await openVersion(version), size);
  const bytes = readPacked(members, path);
  return { name: basename(path).replace(/\.gz$/i, ''), bytes, share: () => members.share };
}

/**
 * All members of a gzip file. Node reads members that follow one another, but stops without an error at zero
 * bytes between them, which tape and backup programs write.
 */
class GzipMembers {
  #position = 0;
  #gunzip: Gunzip | undefined;

  constructor(
    private readonly handle: FileHandle,
    private readonly size: number,
  ) {}

  /** How much of the file has been read, from 0 to 1. */
  get share(): number {
    return (this.#position + (this.#gunzip?.bytesWritten ?? 0)) / this.size;
  }

  async *read(): AsyncGenerator<Uint8Array> {
    try {
      while (this.#position < this.size) {
        yield* this.#readMembers();
        await this.#skipZeros();
      }
    } finally {
      await this.handle.close();
    }
  }

  async *#readMembers(): AsyncGenerator<Uint8Array> {
    const gunzip = createGunzip({ chunkSize: blockBytes });
    this.#gunzip = gunzip;
    // An error of the file ends the reading of what is unpacked.
    const piped = new Promise((resolve) => pipeline(this.#blocks(), gunzip, resolve));
    try {
      yield* blocksOf(gunzip);
    } finally {
      gunzip.destroy();
      await piped;
    }
    this.#position += gunzip.bytesWritten;
    this.#gunzip = undefined;
  }

  /** The rest of the file, from the present position. */
  async *#blocks(): AsyncGenerator<Buffer> {
    for (let position = this.#position; ;) {
      const block = Buffer.allocUnsafe(blockBytes);
      const { bytesRead } = await this.handle.read(block, 0, block.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield block.subarray(0, bytesRead);
    }
  }

  async #skipZeros(): Promise<void> {
    for await (const block of this.#blocks()) {
      const end = block.findIndex((byte) => byte !== 0);
      this.#position += end < 0 ? block.length : end;
      if (end >= 0) return;
    }
  }
}

async function* readPacked(members: GzipMembers, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* members.read();
  } catch (error) {
    const isDamage =
      error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    if (!isDamage) throw error;
    const message = text(
      '{0} can’t be unpacked: {1}. It is damaged or cut off.',
      basename(path),
      error.message,
    );
    throw new UploadError('archive', message, undefined, { cause: error });
  }
}
