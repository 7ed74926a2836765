import { closeSync, openSync, writeSync } from 'node:fs';

/** How many of a hundred fields are quoted. */
export type QuotedPercent = 0 | 5 | 100;

const recordsPerBlock = 2_000;
const columns = 12;

export const sampleHeader = `${Array.from({ length: columns }, (_, column) => `column ${column + 1}`).join(',')}\n`;

/** About `bytes` bytes of CSV in 12 columns behind a header: a block of records again and again. */
export function writeSampleFile(path: string, bytes: number, quotedPercent: QuotedPercent): void {
  const block = sampleBlock(quotedPercent);
  const file = openSync(path, 'w');
  try {
    writeSync(file, sampleHeader);
    for (let written = 0; written < bytes; written += block.length) writeSync(file, block);
  } finally {
    closeSync(file);
  }
}

/** Records with commas, doubled quotes and line breaks in their quoted fields. */
export function sampleBlock(quotedPercent: QuotedPercent): Buffer {
  const records = Array.from({ length: recordsPerBlock }, (_, row) =>
    Array.from({ length: columns }, (__, column) =>
      field(row * columns + column, quotedPercent),
    ).join(','),
  );
  return Buffer.from(`${records.join('\n')}\n`);
}

function field(index: number, quotedPercent: QuotedPercent): string {
  // A fixed pattern, so that every run has the same bytes.
  const value = ((index * 2_654_435_761) % 1_000_003).toString(36);
  if ((index * 37) % 100 >= quotedPercent) return `${value}-${index % 97}`;
  const inside = [value, `${value}, ${value}`, `say ""${value}""`, `${value}\n${value}`];
  return `"${inside[index % inside.length] ?? value}"`;
}
