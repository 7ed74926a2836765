import { basename } from 'node:path';
import { text } from '../../base/text';
import { placeIn, type Recipe } from '../formats/recipe';
import { startsWith } from '../formats/stage';
import { UploadError } from '../errors';
import { detectHeader, type ExpectedColumn, type HeaderFinding } from './header';
import { parseRecords } from './records';
import { RecordScanner } from './scanner';

/** What the beginning of a file tells about the whole. */
export interface Sniffed {
  /** Columns of the first record; undefined where it is longer than the sample. */
  readonly columns: number | undefined;
  readonly headerDetected: boolean;
  readonly headerCertainty: HeaderFinding['certainty'];
  /** Fields of the first record. */
  readonly firstRecord: readonly string[];
  /** Offset of the first record, behind the mark and empty lines. */
  readonly firstOffset: number;
  /** Line of the first record, from 1. */
  readonly firstLine: number;
  /** Offset behind the first record. */
  readonly secondOffset: number;
  /** Line behind the first record. */
  readonly secondLine: number;
}

/** The first bytes of a file, or of what it is converted to. */
export interface Sample {
  readonly path: string;
  /** What it is converted with; undefined where it is sent as it is. */
  readonly recipe?: Recipe | undefined;
  readonly bytes: Uint8Array;
  /** Whether the file ends with the sample. */
  readonly isWhole: boolean;
}

const recordsLookedAt = 21;

/**
 * Reads the beginning of a file as comma-separated text in UTF-8.
 * @param expected the stream's columns; undefined if it has no schema
 * @throws UploadError `fileEmpty`, `unclosedQuote`
 */
export function sniff(sample: Sample, expected?: readonly ExpectedColumn[]): Sniffed {
  const markBytes = startsWith(sample.bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const text = decode(sample.bytes.subarray(markBytes));
  const emptyLines = /^[\r\n]*/.exec(text)?.[0] ?? '';
  const records = parseRecords(text, recordsLookedAt, ',');
  const [first] = records;
  if (sample.isWhole && !first) throw emptyOrEndless(sample, text);
  // A first record that fills the sample may go on behind it: nothing can be said of it.
  const isFirstWhole = first && (sample.isWhole || first.end < text.length);
  const header = detectHeader(isFirstWhole ? records.map(({ fields }) => fields) : [], expected);
  const firstText = isFirstWhole ? text.slice(0, first.end) : emptyLines;
  return {
    columns: isFirstWhole ? first.fields.length : undefined,
    headerDetected: header.isHeader,
    headerCertainty: header.certainty,
    firstRecord: isFirstWhole ? first.fields : [],
    firstOffset: markBytes + emptyLines.length,
    firstLine: 1 + countLines(emptyLines),
    secondOffset: markBytes + Buffer.byteLength(firstText),
    secondLine: 1 + countLines(firstText),
  };
}

function emptyOrEndless({ path, bytes, recipe }: Sample, content: string): UploadError {
  if (!content.trim())
    return new UploadError(
      'fileEmpty',
      text('{0} is empty: there are no rows to upload.', basename(path)),
    );
  const scanner = new RecordScanner({ offset: 0, line: 1 });
  scanner.scan(bytes, 0, Number.POSITIVE_INFINITY);
  const line = scanner.openQuoteLine ?? 1;
  return new UploadError(
    'unclosedQuote',
    text('{0}: the quote that opens a field in line {1} never closes.', basename(path), line),
    placeIn(path, line, recipe),
  );
}

/** Decodes without failing at the end of the sample; the scan checks every byte of the file. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
