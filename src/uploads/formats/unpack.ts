import { basename } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { text } from '../../base/text';
import { UploadError } from '../errors';
import { openVersion, type SourceVersion } from '../send/source';
import type { Contents } from './contents';
import type { Packing } from './recipe';
import { openZip } from './zip';

const blockBytes = 256 * 1024;

/** What the first bytes of a file say of its packing. */
export function detectPacking(beginning: Uint8Array): Packing {
  const startsWith = (...bytes: number[]): boolean =>
    bytes.every((byte, index) => beginning[index] === byte);
  if (startsWith(0x1f, 0x8b)) return 'gzip';
  return startsWith(0x50, 0x4b, 3, 4) || startsWith(0x50, 0x4b, 5, 6) ? 'zip' : 'none';
}

/** @throws UploadError `archive`, also while it is read */
export function openContents(version: SourceVersion, packing: Packing): Promise<Contents> {
  return packing === 'zip' ? openZip(version) : openStream(version, packing);
}

async function openStream(version: SourceVersion, packing: 'none' | 'gzip'): Promise<Contents> {
  const { path, size } = version;
  const handle = await openVersion(version);
  if (packing === 'gzip') {
    const members = new GzipMembers(handle, size);
    const bytes = readPacked(members, path);
    return { name: basename(path).replace(/\.gz$/i, ''), bytes, share: () => members.share };
  }
  const file = handle.createReadStream({ highWaterMark: blockBytes });
  return { name: basename(path), bytes: read(file), share: () => file.bytesRead / size };
}

async function* read(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const block of stream as AsyncIterable<Uint8Array>) yield block;
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
      yield* read(gunzip);
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
