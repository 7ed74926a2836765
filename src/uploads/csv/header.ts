import { comparableName, matchNames } from './columnNames';
import { fits } from './fits';

/** Whether the first record of a file names the columns. */
export interface HeaderFinding {
  /** Whether it does, or most likely does. */
  readonly isHeader: boolean;
  /**
   * `certain` if the file allows only one reading. The others need a decision: `likely` if one reading is more
   * likely, `open` if nothing speaks for either.
   */
  readonly certainty: 'certain' | 'likely' | 'open';
}

/** A column of the stream's schema. */
export interface ExpectedColumn {
  readonly name: string;
  /** `STRING`, `LONG` and so on; undefined if Domo doesn't say. */
  readonly type?: string | undefined;
}

/** Numbers, dates and words for nothing or yes and no: a column is hardly ever named so. */
const valueLike =
  /^([-+]?[\d.,]+%?([eE][-+]?\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?|true|false|null|\\N)$/i;

const recordsBelow = 20;

/**
 * Decides whether the first record is a header, by the names and types of the stream's columns.
 * @param records the first ones of the file
 * @param columns undefined if the stream has no schema
 */
export function detectHeader(
  records: readonly (readonly string[])[],
  columns: readonly ExpectedColumn[] | undefined,
): HeaderFinding {
  const [first, ...others] = records;
  if (!first) return { isHeader: false, certainty: 'likely' };
  const below = others.slice(0, recordsBelow);
  if (!columns?.length) return { isHeader: looksLikeNames(first, below), certainty: 'likely' };
  const names = matchNames(
    first,
    columns.map(({ name }) => name),
  );
  // Unnamed columns count only next to a named one: a sparse row is not a header.
  const isNamed = names.some((index, place) => index !== undefined && first[place]?.trim());
  const matches = isNamed ? names.filter((index) => index !== undefined).length : 0;
  if (matches * 2 > first.length && (matches > 1 || first.length === 1))
    return { isHeader: true, certainty: 'certain' };
  const fitsAll =
    first.length === columns.length &&
    first.every((value, index) => fits(value, columns[index]?.type ?? 'STRING'));
  if (matches > 0) return { isHeader: true, certainty: 'likely' };
  if (!fitsAll) return { isHeader: true, certainty: 'open' };
  const isBeyondDoubt = first.some((_, index) => isValueBeyondDoubt(first, below, index));
  return { isHeader: false, certainty: isBeyondDoubt ? 'certain' : 'open' };
}

/**
 * Whether a field can only be a value: it is no text, and no year, date or part of a counting run, as headers
 * have them too, unless the values below it are such as well.
 */
function isValueBeyondDoubt(
  first: readonly string[],
  below: readonly (readonly string[])[],
  index: number,
): boolean {
  const value = first[index] ?? '';
  if (!isNumber(value) && !isDay(value)) return false;
  const isSuch = [isYear, isDay, isCounting].find((is) => is(value, first, index));
  if (!isSuch) return true;
  const others = below.filter((record) => record[index]);
  return others.length > 0 && others.every((record) => isSuch(record[index] ?? '', record, index));
}

function isNumber(value: string): boolean {
  return value !== '' && fits(value, 'DOUBLE');
}

function isDay(value: string): boolean {
  return value !== '' && fits(value, 'DATETIME');
}

/** A year, also with its month and day, as in `202412` and `20241231`. */
function isYear(value: string): boolean {
  return /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?$/.test(value);
}

/** Whether the field before it is one less, or the one behind it one more. */
function isCounting(_value: string, record: readonly string[], index: number): boolean {
  const at = (place: number): number =>
    /^\d{1,9}$/.test(record[place] ?? '') ? Number(record[place]) : NaN;
  return at(index - 1) === at(index) - 1 || at(index + 1) === at(index) + 1;
}

/** A guess without a schema: names are not empty, differ, and are no values but those that may be names. */
function looksLikeNames(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const names = first.map(comparableName);
  return (
    new Set(names).size === names.length &&
    names.some((name) => !valueLike.test(name)) &&
    names.every((name, index) => {
      if (name === '') return false;
      return !valueLike.test(name) || !isValueBeyondDoubt(first, below, index);
    })
  );
}
