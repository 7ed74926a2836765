import { text } from '../../base/text';
import { parseRecords } from '../csv/records';
import { UploadError } from '../errors';
import { readMembers } from './jsonLine';
import type { Delimiter, Layout } from './recipe';

const recordsLookedAt = 20;
const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];

/** The decoded beginning of a file. */
export interface TextSample {
  /** With its ending, which counts: `.jsonl`, `.tsv`. */
  readonly fileName: string;
  readonly text: string;
  /** Whether the file ends with the sample. */
  readonly isWhole: boolean;
}

/**
 * How a text holds its rows.
 * @param columnNames those of the stream, where it has a schema
 * @throws UploadError `json` for JSON that is not one object per line
 */
export function detectLayout(sample: TextSample, columnNames: readonly string[] = []): Layout {
  const { fileName, text } = sample;
  const isNamedJson = /\.(json|ndjson|jsonl)$/i.test(fileName);
  if (isNamedJson || (text.startsWith('{') && !/\.(csv|tsv|tab)$/i.test(fileName))) {
    const [firstLine = ''] = text.trimStart().split('\n', 1);
    const members = readMembers(firstLine);
    if (members)
      return {
        type: 'ndjson',
        columns: columnNames.length > 0 ? columnNames : [...members.keys()],
      };
    if (isNamedJson && text.trim() !== '') throw notLines(fileName);
  }
  return { type: 'csv', delimiter: detectDelimiter(sample, columnNames.length) };
}

/** The delimiter that gives the columns of the schema, or else as many in each record. */
function detectDelimiter(sample: TextSample, expectedColumns: number): Delimiter {
  if (/\.(tsv|tab)$/i.test(sample.fileName)) return '\t';
  if (expectedColumns === 1) return ',';
  const found = delimiters.map((delimiter) => ({
    delimiter,
    ...countColumns(sample, delimiter),
  }));
  const regular = found.filter(({ columns, isRegular }) => isRegular && columns > 1);
  const fits = ({ columns }: { columns: number }): boolean => columns === expectedColumns;
  if (expectedColumns > 1) {
    const fitting = regular.find(fits) ?? found.find(fits);
    if (fitting) return fitting.delimiter;
  }
  const [first, second] = regular;
  // A few records with other columns: theirs is an error to be told, and not the whole file a single column.
  if (!first && (found[0]?.columns ?? 0) <= 1)
    return found.find(({ columns, isMostly }) => isMostly && columns > 1)?.delimiter ?? ',';
  // Commas in numbers alone: decimal commas, between which something else separates.
  const isDecimal = first?.delimiter === ',' && hasOnlyDecimalCommas(sample.text);
  return (isDecimal ? second : undefined)?.delimiter ?? first?.delimiter ?? ',';
}

function countColumns(
  { text, isWhole }: TextSample,
  delimiter: Delimiter,
): { columns: number; isRegular: boolean; isMostly: boolean } {
  const records = parseRecords(text, recordsLookedAt, delimiter);
  // The sample may cut through its last record.
  const whole = records.filter(({ end }) => isWhole || end < text.length);
  const [columns = 0] = whole.map(({ fields }) => fields.length);
  const alike = whole.filter(({ fields }) => fields.length === columns).length;
  return { columns, isRegular: alike === whole.length, isMostly: 2 * alike > whole.length };
}

function hasOnlyDecimalCommas(text: string): boolean {
  const lines = text.split('\n', recordsLookedAt).join('\n');
  return !/(^|[^\d]),|,($|[^\d])/m.test(lines);
}

function notLines(fileName: string): UploadError {
  return new UploadError(
    'json',
    text(
      '{0} is JSON, but not one object per line. Save it as newline-delimited JSON or as CSV.',
      fileName,
    ),
  );
}
