/** How much of a hostile text the tests give to what reads it. Quadratic work on so much takes minutes. */
export const mebibyte = 1024 * 1024;

/** A text of one MiB that repeats a unit. */
export function filled(unit: string): string {
  return unit.repeat(Math.ceil(mebibyte / unit.length)).slice(0, mebibyte);
}

/** Units, numbered, between two ends: about one MiB. */
export function numbered(
  start: string,
  unit: (index: number) => string,
  end: string,
  separator = ',',
): string {
  const count = Math.floor(mebibyte / (unit(100_000).length + separator.length));
  return start + Array.from({ length: count }, (_, index) => unit(index)).join(separator) + end;
}
