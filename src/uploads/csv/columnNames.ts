/** What is left of the dot of a Turkish İ in lower case. */
const dotAbove = /(?<=i)\u0307/g;

/**
 * A name as it is compared: in NFC, without case, and with one space for each run of white space. Upper case
 * first, so that `STRASSE` is `Straße`.
 */
export function comparableName(name: string): string {
  const plain = name.normalize('NFC').trim().replace(/\s+/g, ' ');
  return plain.toUpperCase().toLowerCase().replace(dotAbove, '').normalize('NFC');
}

/**
 * Which of the stream's columns each name of a header means, by its index; undefined for none. The n-th of
 * several equal names means the stream's n-th such name, or `name n`; an unnamed column n means `Column n`.
 */
export function matchNames(
  header: readonly string[],
  columnNames: readonly string[],
): (number | undefined)[] {
  const indexes = new Map<string, number[]>();
  for (const [index, name] of columnNames.entries()) {
    const key = comparableName(name);
    const equal = indexes.get(key);
    if (equal) equal.push(index);
    else indexes.set(key, [index]);
  }
  const counts = new Map<string, number>();
  return header.map((name, index) => {
    const key = comparableName(name);
    if (key === '') return indexes.get(`column ${index + 1}`)?.[0];
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return (
      indexes.get(key)?.[count - 1] ?? (count > 1 ? indexes.get(`${key} ${count}`)?.[0] : undefined)
    );
  });
}
