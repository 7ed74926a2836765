/** One line of a result: names with their values, units in the names. */
export type Row = Readonly<Record<string, string | number>>;

export function printTable(rows: readonly Row[]): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => cell(row[column])));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  for (const line of [columns, ...cells])
    console.log(
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return value.toFixed(Math.abs(value) < 10 ? 3 : 1);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The rows' numbers in the middle, and what else the first one says. */
export function medians(rows: readonly Row[]): Row {
  const [first = {}] = rows;
  return Object.fromEntries(
    Object.entries(first).map(([name, value]) => [
      name,
      typeof value === 'number' ? median(rows.map((row) => Number(row[name]))) : value,
    ]),
  );
}

/** Seconds that a task takes. */
export async function secondsOf(task: () => Promise<unknown> | undefined): Promise<number> {
  const start = performance.now();
  await task();
  return (performance.now() - start) / 1000;
}
