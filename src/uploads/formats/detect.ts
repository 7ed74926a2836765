import { basename } from 'node:path';
import type { SourceVersion } from '../send/source';
import { take } from './convert';
import { createDecoder } from './decode';
import { detectEncoding, refuseOtherText } from './encoding';
import { detectLayout } from './layout';
import type { LegacyEncoding, Recipe } from './recipe';
import { detectPacking, openContents } from './unpack';

/**
 * What a file is, by its beginning.
 * @param beginning the first bytes of the file itself
 * @param columnNames those of the stream, where it has a schema
 * @param legacyEncoding what it is in where that is not Unicode
 * @throws UploadError `notText`, `encoding`, `archive`, `json` for what can't be converted
 */
export async function detectRecipe(
  version: SourceVersion,
  beginning: Uint8Array,
  columnNames: readonly string[] | undefined,
  legacyEncoding?: LegacyEncoding,
): Promise<Recipe> {
  const fileName = basename(version.path);
  const packing = detectPacking(beginning);
  const contents = await openContents(version, packing);
  const sample = await take(contents.bytes);
  const encoding = detectEncoding(sample, fileName, legacyEncoding);
  const decoded = createDecoder(encoding, fileName).push(sample.bytes);
  const text = new TextDecoder().decode(decoded, { stream: true });
  refuseOtherText(text, fileName);
  const layout = detectLayout(
    { fileName: contents.name, text, isWhole: sample.isWhole },
    columnNames,
  );
  return { packing, encoding, layout };
}
