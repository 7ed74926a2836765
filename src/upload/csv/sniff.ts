import { basename } from 'node:path';
import { UploadError } from '../errors';
import { looksLikeHeader } from './header';
import { parseRecords } from './records';
import { RecordScanner } from './scanner';
import { Utf8Checker } from './utf8';

/** What the beginning of a file tells about the whole. */
export interface Sniffed {
  /** Columns of the first record; undefined where it is longer than the sample. */
  readonly columns: number | undefined;
  readonly headerDetected: boolean;
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

const recordsLookedAt = 20;
const otherDelimiters = { ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' } as const;

/** The first bytes of a file. */
export interface Sample {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Whether the file ends with the sample. */
  readonly isWhole: boolean;
}

/**
 * Reads the beginning of a file as comma-separated text in UTF-8.
 * @param columnNames those of the stream, where it has a schema
 * @throws UploadError `notText`, `encoding`, `delimiter`, `fileEmpty`, `unclosedQuote`
 */
export function sniff(sample: Sample, columnNames?: readonly string[]): Sniffed {
  refuseOtherFormats(sample);
  const markBytes = startsWith(sample.bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const text = decode(sample.bytes.subarray(markBytes));
  const emptyLines = /^[\r\n]*/.exec(text)?.[0] ?? '';
  const [first] = parseRecords(text, 1, ',');
  if (sample.isWhole && !first) throw emptyOrEndless(sample, text);
  // A first record that fills the sample may go on behind it: nothing can be said of it.
  const isFirstWhole = first && (sample.isWhole || first.end < text.length);
  if (isFirstWhole) refuseOtherDelimiters(sample, text, first.fields.length, columnNames?.length);
  const firstText = isFirstWhole ? text.slice(0, first.end) : emptyLines;
  return {
    columns: isFirstWhole ? first.fields.length : undefined,
    headerDetected: isFirstWhole ? looksLikeHeader(first, columnNames) : false,
    firstRecord: isFirstWhole ? first.fields : [],
    firstOffset: markBytes + emptyLines.length,
    firstLine: 1 + countLines(emptyLines),
    secondOffset: markBytes + Buffer.byteLength(firstText),
    secondLine: 1 + countLines(firstText),
  };
}

function refuseOtherFormats({ path, bytes }: Sample): void {
  const refuse = (what: string): never => {
    throw new UploadError('notText', `${basename(path)} ${what}`);
  };
  const refuseEncoding = (what: string): never => {
    throw new UploadError(
      'encoding',
      `${basename(path)} ${what} Save it as UTF-8: Domo takes no other encoding.`,
    );
  };
  if (startsWith(bytes, [0x1f, 0x8b])) refuse('is gzip-compressed. Unpack it and upload the CSV.');
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]))
    refuse('is a zip archive or a workbook. Save it as CSV.');
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]))
    refuseEncoding('is in UTF-16.');
  if (bytes.includes(0)) refuse('is not a text file. Domo takes CSV in UTF-8.');
  if (!new Utf8Checker().accepts(bytes)) refuseEncoding('is not in UTF-8.');
  if (bytes.includes(0x0d) && !bytes.includes(0x0a))
    refuse('ends its lines with CR alone. Save it with LF or CRLF line breaks.');
}

function refuseOtherDelimiters(
  { path }: Sample,
  text: string,
  commaColumns: number,
  expectedColumns: number | undefined,
): void {
  if (commaColumns > 1 || expectedColumns === 1) return;
  for (const [delimiter, name] of Object.entries(otherDelimiters)) {
    const counts = parseRecords(text, recordsLookedAt, delimiter).map(
      ({ fields }) => fields.length,
    );
    const [columns = 1] = counts;
    if (columns > 1 && counts.every((count) => count === columns))
      throw new UploadError(
        'delimiter',
        `${basename(path)} separates its columns with ${name}. Domo takes commas: save it as comma-separated CSV.`,
      );
  }
}

function emptyOrEndless({ path, bytes }: Sample, text: string): UploadError {
  if (!text.trim())
    return new UploadError('fileEmpty', `${basename(path)} is empty: there are no rows to upload.`);
  const scanner = new RecordScanner({ offset: 0, line: 1 });
  scanner.scan(bytes, 0, Number.POSITIVE_INFINITY);
  const line = scanner.openQuoteLine ?? 1;
  return new UploadError(
    'unclosedQuote',
    `${basename(path)}: the quote that opens a field in line ${line} never closes.`,
    { path, line },
  );
}

/** Decodes without failing at the end of the sample; the scan checks every byte of the file. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
