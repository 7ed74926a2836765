import { basename } from 'node:path';
import { pluralText, text, type Text } from '../../base/text';
import { sampleConverted, take } from '../formats/convert';
import { detectRecipe } from '../formats/detect';
import { foreignWords, readingsOf, type EncodingReading } from '../formats/reading';
import {
  describeRecipe,
  isLegacy,
  isNeeded,
  placeIn,
  type LegacyEncoding,
  type Recipe,
} from '../formats/recipe';
import { formatOf } from '../formats/registry';
import type { ByteSample } from '../formats/stage';
import { detectPacking, openContents } from '../formats/unpack';
import type { ExpectedColumn } from '../csv/header';
import { sniff, type Sniffed } from '../csv/sniff';
import { UploadError } from '../errors';
import { estimateRows, type RowCount } from './estimateRows';
import { readVersion, Source, type SourceVersion } from '../send/source';

const lineFeed = 0x0a;

/** What is known of a file before any byte goes; offsets are those in the CSV that it is converted to. */
export interface Inspection extends Omit<Sniffed, 'headerCertainty'> {
  readonly version: SourceVersion;
  /** How it is converted; undefined where it is sent as it is. */
  readonly recipe: Recipe | undefined;
  /** What it is converted from, for a person: `gzip, semicolons`. */
  readonly convertedFrom: Text | undefined;
  /** How it reads in an encoding that it doesn't tell; undefined where it is Unicode. */
  readonly reading: EncodingReading | undefined;
  /** `fixed` if it can't be chosen, as the format names its columns. */
  readonly headerCertainty: Sniffed['headerCertainty'] | 'fixed';
  /** Undefined where even a guess is impossible. */
  readonly rows: RowCount | undefined;
}

/** What the stream expects. */
export interface Expectation {
  readonly transportType: string | undefined;
  /** Undefined if the stream has no schema. */
  readonly columns: readonly ExpectedColumn[] | undefined;
}

/**
 * Looks at a file before it is uploaded.
 * @param legacyEncoding what it is in where that is not Unicode; undefined takes Windows-1252
 * @throws UploadError with the reason why it can't be uploaded to this stream
 */
export async function inspect(
  path: string,
  stream: Expectation,
  legacyEncoding?: LegacyEncoding,
): Promise<Inspection> {
  assertTakesFiles(stream);
  const columnNames = stream.columns?.map(({ name }) => name);
  const version = await readVersion(path);
  const raw = await rawSample(version);
  const detected = await detectRecipe(version, raw.bytes, columnNames, legacyEncoding);
  const recipe = isNeeded(detected) ? detected : undefined;
  const sample = recipe ? await sampleConverted({ original: version, recipe }) : raw;
  const sniffed = sniff({ path, recipe, ...sample }, stream.columns);
  assertColumns(sniffed, columnNames, path, recipe);
  const { isHeaderFixed } = formatOf(detected.layout);
  return {
    ...sniffed,
    version,
    recipe,
    convertedFrom: recipe && describeRecipe(recipe),
    reading: readingOf(detected, sample),
    rows: estimateRows(raw, sample, version.size, recipe),
    headerDetected: isHeaderFixed || sniffed.headerDetected,
    headerCertainty: isHeaderFixed ? 'fixed' : sniffed.headerCertainty,
  };
}

/** Specification: a CONNECTOR stream launches its connector and takes no parts. */
function assertTakesFiles({ transportType }: Expectation): void {
  if (transportType?.toUpperCase() === 'CONNECTOR')
    throw new UploadError(
      'connectorStream',
      text(
        'This stream is fed by its connector and takes no files. Choose a stream with another transport, such as API.',
      ),
    );
}

/**
 * How a file reads in each of the encodings that are not Unicode, for a person to choose by.
 * @throws UploadError with the reason why it can't be read
 */
export async function readInEncodings(path: string): Promise<EncodingReading[]> {
  const version = await readVersion(path);
  const { bytes: beginning } = await rawSample(version);
  const { bytes } = await openContents(version, detectPacking(beginning));
  return readingsOf(await take(bytes), basename(path));
}

function readingOf({ encoding }: Recipe, converted: ByteSample): EncodingReading | undefined {
  if (!isLegacy(encoding)) return undefined;
  return { encoding, words: foreignWords(new TextDecoder().decode(converted.bytes)) };
}

async function rawSample(version: SourceVersion): Promise<ByteSample> {
  const source = await Source.open(version);
  try {
    const bytes = await source.sample();
    return { bytes, isWhole: bytes.length === version.size };
  } finally {
    await source.close();
  }
}

function assertColumns(
  sniffed: Sniffed,
  expected: readonly string[] | undefined,
  path: string,
  recipe: Recipe | undefined,
): void {
  if (!expected?.length || sniffed.columns === undefined || sniffed.columns === expected.length)
    return;
  throw new UploadError(
    'columns',
    pluralText(
      sniffed.columns,
      '{1} has {0} column, but the stream’s schema has {2}. Change the file or the schema.',
      '{1} has {0} columns, but the stream’s schema has {2}. Change the file or the schema.',
      basename(path),
      expected.length,
    ),
    placeIn(path, sniffed.firstLine, recipe),
  );
}

/** The beginning of the CSV that a file is, or that it is converted to: whole records, without a mark. */
export async function readBeginning({ version, recipe, firstOffset }: Inspection): Promise<string> {
  const { bytes, isWhole } = recipe
    ? await sampleConverted({ original: version, recipe })
    : await rawSample(version);
  const end = isWhole ? bytes.length : bytes.lastIndexOf(lineFeed) + 1;
  return new TextDecoder().decode(bytes.subarray(firstOffset, end));
}
