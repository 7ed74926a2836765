import type { ByteSample } from '../formats/stage';
import { isPacked, type Recipe } from '../formats/recipe';
import { formatOf } from '../formats/registry';
import { createScanner } from '../csv/simdScanner';

/** Records of a file, a header among them. */
export interface RowCount {
  readonly count: number;
  /** Whether the whole file was looked at; else the count is projected from its beginning. */
  readonly isExact: boolean;
}

/**
 * Counts the records of a file by its beginning.
 * @param raw the beginning of the file itself
 * @param converted the beginning of the CSV that it becomes, the same bytes where it is sent as it is
 * @param fileBytes size of the file itself
 * @returns undefined for a packed file, whose contents have a size that nobody knows yet
 */
export function estimateRows(
  raw: ByteSample,
  converted: ByteSample,
  fileBytes: number,
  recipe: Recipe | undefined,
): RowCount | undefined {
  const { records, bytes } = countRecords(converted);
  if (converted.isWhole) return { count: records, isExact: true };
  if (recipe && isPacked(recipe)) return undefined;
  const rows = recipe && formatOf(recipe.layout).countRows?.(raw.bytes);
  if (rows !== undefined) return project(rows, raw.bytes.length, fileBytes);
  // Two bytes a character in the file, about one in the CSV.
  const isWide = recipe?.encoding.startsWith('utf-16') ?? false;
  return project(records, bytes, isWide ? fileBytes / 2 : fileBytes);
}

function countRecords({ bytes, isWhole }: ByteSample): { records: number; bytes: number } {
  const scanner = createScanner({ offset: 0, line: 1 });
  scanner.scan(bytes, 0, Number.POSITIVE_INFINITY);
  if (isWhole) scanner.finish();
  return { records: scanner.records, bytes: scanner.boundary };
}

function project(records: number, bytes: number, allBytes: number): RowCount | undefined {
  return records === 0
    ? undefined
    : { count: Math.round((records * allBytes) / bytes), isExact: false };
}
