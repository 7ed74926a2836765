import { inferColumns, isNumber, valuesOfColumns, type InferredColumn } from './inferColumns';
import { parseRecords } from '../csv/records';
import { t } from '../../base/l10n';

/** A column of a file, and why it has its type where that is not plain. */
export interface ExplainedColumn {
  readonly name: string;
  readonly type: InferredColumn['type'] | 'DECIMAL';
  readonly note?: string;
}

const rowsLookedAt = 1_000;
/** Amounts have a few decimals; more of them are those of measurements. */
const amount = /^-?\d{0,15}\.?\d{1,6}$/;

/** The columns of CSV text, each with the reason for what is not plain about it. */
export function explainColumns(text: string, hasHeader: boolean): ExplainedColumn[] {
  const records = parseRecords(text, rowsLookedAt, ',').map(({ fields }) => fields);
  const rows = hasHeader ? records.slice(1) : records;
  const values = valuesOfColumns(rows);
  const columns = inferColumns(text, hasHeader).map((column, index) =>
    explained(column, values[index] ?? [], rows.length),
  );
  return withDistinctNames(columns);
}

/** Names that differ only by case are no header to a guess that looks for repeated ones; but what else would they be? */
export function isHeaderWithTwins(first: readonly string[]): boolean {
  const lowered = new Set(first.map((name) => name.trim().toLowerCase()));
  return (
    first.every((name) => /^\s*[\p{L}_]/u.test(name)) &&
    new Set(first).size === first.length &&
    lowered.size < first.length
  );
}

/** Domo refuses names that differ only by case: the later ones get a number. */
function withDistinctNames(columns: readonly ExplainedColumn[]): ExplainedColumn[] {
  const taken = new Map<string, string>();
  /** The last number that a name got: counting from 2 each time would take long with many twins. */
  const numbers = new Map<string, number>();
  return columns.map((column) => {
    const lowered = column.name.toLowerCase();
    const twin = taken.get(lowered);
    let { name } = column;
    for (let number = (numbers.get(lowered) ?? 1) + 1; taken.has(name.toLowerCase()); number += 1) {
      name = `${column.name} ${number}`;
      numbers.set(lowered, number);
    }
    taken.set(name.toLowerCase(), name);
    if (twin === undefined) return column;
    const reason = t(
      '“{0}” in the file: Domo refuses names that differ only by case, as from “{1}”.',
      column.name,
      twin,
    );
    return { ...column, name, note: [reason, column.note].filter(Boolean).join(' ') };
  });
}

function explained(
  { name, type }: InferredColumn,
  values: readonly string[],
  rowCount: number,
): ExplainedColumn {
  if (type === 'DOUBLE' && values.every((value) => amount.test(value)))
    return { name, type: 'DECIMAL' };
  const note = type === 'STRING' ? whyText(values, rowCount) : undefined;
  return { name, type, ...(note !== undefined && { note }) };
}

/** Why a column is text, where one could expect something else. */
function whyText(values: readonly string[], rowCount: number): string | undefined {
  if (values.length === 0)
    return rowCount > 0
      ? t('Empty in the first {0} rows: text takes whatever comes.', rowCount)
      : t('There are no rows yet: text takes whatever comes.');
  const zero = values.find((value) => /^-?0\d/.test(value));
  if (zero !== undefined && values.every(isNumber))
    return t('Text, as a number would lose the leading zero of {0}.', zero);
  const long = values.find((value) => /^-?\d{19,}$/.test(value));
  if (long !== undefined && values.every(isNumber))
    return t('Text, as {0} is too long for a whole number.', long);
  if (values.every((value) => /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(value)))
    return t('Text, as Domo reads days in the form 2026-01-31 only.');
  return whyMixed(values);
}

function whyMixed(values: readonly string[]): string | undefined {
  const numbers = values.filter(isNumber).length;
  const days = values.filter(isDay).length;
  const isOne = numbers >= days ? isNumber : isDay;
  const other = values.find((value) => !isOne(value));
  if (Math.max(numbers, days) * 2 < values.length || other === undefined) return undefined;
  const shown = other.length > 30 ? `${other.slice(0, 29)}…` : other;
  return isOne === isNumber
    ? t('Text: mostly numbers, but also “{0}”, which would fail to load.', shown)
    : t('Text: mostly days, but also “{0}”, which would fail to load.', shown);
}

function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d/.test(value);
}
