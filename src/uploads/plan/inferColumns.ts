import { fits } from '../csv/fits';
import { parseRecords } from '../csv/records';

/** A column as the stream's schema holds it. */
export interface InferredColumn {
  readonly name: string;
  readonly type: 'STRING' | 'LONG' | 'DOUBLE' | 'DATE' | 'DATETIME';
}

const recordsLookedAt = 1_000;

/**
 * Names and types of the columns of CSV text, from its first records. A type is given only where every
 * value that isn't empty has it: what loads as text can be converted later, what fails to load is lost.
 */
export function inferColumns(text: string, hasHeader: boolean): InferredColumn[] {
  const records = parseRecords(text, recordsLookedAt, ',').map(({ fields }) => fields);
  const [header = []] = records;
  const values = valuesOfColumns(hasHeader ? records.slice(1) : records);
  return header.map((name, index) => ({
    name: (hasHeader && name.trim()) || `Column ${index + 1}`,
    type: typeOf(values[index] ?? []),
  }));
}

/** The values of each column that aren't empty. Rows may be shorter than the header, and much fewer. */
export function valuesOfColumns(rows: readonly (readonly string[])[]): string[][] {
  const columns: string[][] = [];
  for (const row of rows)
    for (const [index, value] of row.entries()) {
      const values = (columns[index] ??= []);
      if (value !== '') values.push(value);
    }
  return columns;
}

function typeOf(values: readonly string[]): InferredColumn['type'] {
  if (values.length === 0) return 'STRING';
  if (values.every(isLong)) return 'LONG';
  if (values.every(isDouble)) return 'DOUBLE';
  if (values.every((value) => fits(value, 'DATE'))) return 'DATE';
  if (values.every((value) => fits(value, 'DATETIME'))) return 'DATETIME';
  return 'STRING';
}

function isLong(value: string): boolean {
  return /^-?\d{1,18}$/.test(value) && !hasLeadingZero(value);
}

/** A whole number that is too long for LONG is more of an id: as a DOUBLE it would lose digits. */
function isDouble(value: string): boolean {
  return isNumber(value) && !hasLeadingZero(value) && !/^-?\d{19,}$/.test(value);
}

/** Digits, with a point and an exponent if need be. */
export function isNumber(value: string): boolean {
  return /^-?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d+)?$/.test(value);
}

/** Such as a postal code: as a number it would lose the zero. */
function hasLeadingZero(value: string): boolean {
  return /^-?0\d/.test(value);
}
