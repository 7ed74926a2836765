import { createWriteStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { throwIfAborted } from '../../base/abort';
import { makeFolder, privateFileMode, removeFile } from '../../base/files';
import { assertUnchanged, readVersion, type SourceVersion } from '../send/source';
import { createDecoder } from './decode';
import { DiskLimits, isDiskFull, noRoomError } from './diskLimits';
import { placeIn, type Recipe } from './recipe';
import { formatOf } from './registry';
import type { ByteSample, Stage } from './stage';
import { openContents } from './unpack';

const sampleBytes = 1024 * 1024;

/** A file and what it takes to make CSV of it. */
export interface Convertible {
  readonly original: SourceVersion;
  readonly recipe: Recipe;
  /** Whether it may become unusually large. */
  readonly allowLargeArchive?: boolean | undefined;
}

/** @throws UploadError with the reason why the file can't be converted, as far as its beginning tells */
export async function sampleConverted({ original, recipe }: Convertible): Promise<ByteSample> {
  const { bytes } = await openContents(original, recipe.packing);
  return take(convertBytes(bytes, original, recipe));
}

/** The beginning of some bytes, as long as a sample is. */
export async function take(bytes: AsyncGenerator<Uint8Array>): Promise<ByteSample> {
  const blocks: Uint8Array[] = [];
  let length = 0;
  for await (const block of bytes) {
    blocks.push(block);
    length += block.length;
    if (length > sampleBytes) break;
  }
  const isWhole = length <= sampleBytes;
  return { bytes: Buffer.concat(blocks).subarray(0, sampleBytes), isWhole };
}

/**
 * Writes the converted file to `path`: comma-separated UTF-8, as large as it gets, with flat memory. Nothing
 * is left where that fails.
 * @param onShare is told how much is done, from 0 to 1
 * @throws UploadError with the reason, or the reason of the aborted signal
 */
export async function convertFile(
  { original, recipe, allowLargeArchive }: Convertible,
  path: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<SourceVersion> {
  await makeFolder(dirname(path));
  const limits = new DiskLimits(original, allowLargeArchive ?? false, path);
  await limits.begin();
  const { bytes, share } = await openContents(original, recipe.packing);
  const told = async function* (): AsyncGenerator<Uint8Array> {
    for await (const block of convertBytes(bytes, original, recipe)) {
      await limits.add(block.length);
      onShare(Math.min(1, share()));
      yield block;
    }
  };
  try {
    await pipeline(told, createWriteStream(path, { mode: privateFileMode }), { signal });
    await assertUnchanged(original);
    return await readVersion(path);
  } catch (error) {
    await removeFile(path);
    throwIfAborted(signal);
    throw isDiskFull(error) ? noRoomError(path, error) : error;
  }
}

async function* convertBytes(
  bytes: AsyncIterable<Uint8Array>,
  original: SourceVersion,
  recipe: Recipe,
): AsyncGenerator<Uint8Array> {
  const stages = await stagesOf(original.path, recipe);
  const run = (block: Uint8Array, from = 0): Uint8Array =>
    stages.slice(from).reduce((passed, stage) => stage.push(passed), block);
  for await (const block of bytes) {
    const converted = run(block);
    if (converted.length > 0) yield converted;
  }
  for (const [index, stage] of stages.entries()) {
    const rest = run(stage.finish(), index + 1);
    if (rest.length > 0) yield rest;
  }
}

async function stagesOf(path: string, recipe: Recipe): Promise<Stage[]> {
  const fileName = basename(path);
  const { encoding, layout } = recipe;
  const decoder = createDecoder(encoding, fileName);
  const converter = formatOf(layout).converter(layout);
  if (!converter) return [decoder];
  const placeOf = (line: number): ReturnType<typeof placeIn> => placeIn(path, line, recipe);
  return [decoder, await converter({ fileName, placeOf })];
}
