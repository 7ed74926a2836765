import { text, type Text } from '../../base/text';
import { parseRecords } from '../csv/records';
import type { Format, TextSample } from './format';

export type Delimiter = ',' | ';' | '\t' | '|';

export interface DelimitedLayout {
  readonly type: 'csv';
  readonly delimiter: Delimiter;
}

const recordsLookedAt = 20;
const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];
const delimiterNames: Readonly<Record<Delimiter, Text | undefined>> = {
  ',': undefined,
  ';': text('semicolons'),
  '\t': text('tabs'),
  '|': text('vertical bars'),
};

/** CSV and its relatives. */
export const delimited = {
  type: 'csv',
  extensions: ['csv', 'tsv', 'txt'],
  decidingExtensions: ['csv', 'tsv', 'tab'],
  isHeaderFixed: false,
  detect: (sample: TextSample, columnNames: readonly string[]): DelimitedLayout => ({
    type: 'csv',
    delimiter: detectDelimiter(sample, columnNames.length),
  }),
  describe: ({ delimiter }) => delimiterNames[delimiter],
  converter: ({ delimiter }) =>
    delimiter === ','
      ? undefined
      : async () => {
          const { DelimiterStage } = await import('./converters/delimiterStage');
          return new DelimiterStage(delimiter);
        },
} satisfies Format<DelimitedLayout>;

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
