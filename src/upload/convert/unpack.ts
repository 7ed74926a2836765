import { basename } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { text } from '../../base/text';
import { UploadError } from '../errors';
import { openVersion, type SourceVersion } from '../source';
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
  const file = handle.createReadStream({ highWaterMark: blockBytes });
  const share = (): number => file.bytesRead / size;
  if (packing === 'none') return { name: basename(path), bytes: read(file), share };
  const gunzip = createGunzip({ chunkSize: blockBytes });
  // An error of the file ends the reading of what is unpacked.
  pipeline(file, gunzip, () => undefined);
  const name = basename(path).replace(/\.gz$/i, '');
  return { name, bytes: readPacked(gunzip, path), share };
}

async function* read(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const block of stream as AsyncIterable<Uint8Array>) yield block;
}

async function* readPacked(stream: Readable, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* read(stream);
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
