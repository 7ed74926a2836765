import type { ParsedRecord } from './records';

/** Numbers, dates and the words for nothing or yes and no: a column is hardly ever named so. */
const valueLike =
  /^\s*([-+]?[\d.,]+%?([eE][-+]?\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?|true|false|null|\\N)\s*$/i;

/**
 * Guesses whether the first record names the columns. The stream's own column names decide where they
 * match; else a record with an empty, a repeated or a value-like field is data, and any other a header.
 */
export function looksLikeHeader(
  first: ParsedRecord | undefined,
  columnNames: readonly string[] | undefined,
): boolean {
  if (!first) return false;
  const names = first.fields.map((field) => field.trim().toLowerCase());
  const known = new Set(columnNames?.map((name) => name.trim().toLowerCase()));
  if (names.filter((name) => known.has(name)).length * 2 > names.length) return true;
  return (
    names.every((name) => name !== '' && !valueLike.test(name)) &&
    new Set(names).size === names.length
  );
}
