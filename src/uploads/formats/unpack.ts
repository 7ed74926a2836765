import { basename } from 'node:path';
import { openVersion, type SourceVersion } from '../send/source';
import type { Contents } from './contents';
import { packingOf, packings, type PackingType } from './registry';
import { blockBytes, blocksOf } from './stage';

/** What the first bytes of a file say of its packing. */
export function detectPacking(beginning: Uint8Array): PackingType {
  return packings.find((packing) => packing.detect(beginning))?.type ?? 'none';
}

/** @throws UploadError `archive`, also while it is read */
export function openContents(version: SourceVersion, packing: PackingType): Promise<Contents> {
  return packing === 'none' ? openPlain(version) : packingOf(packing).open(version);
}

async function openPlain(version: SourceVersion): Promise<Contents> {
  const { path, size } = version;
  const handle = await openVersion(version);
  const file = handle.createReadStream({ highWaterMark: blockBytes });
  return { name: basename(path), bytes: blocksOf(file), share: () => file.bytesRead / size };
}
