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

/**
 * Records as tables of orders have them: running ids, dates, names of few kinds, amounts, and notes with
 * commas, doubled quotes and line breaks. They come in a fixed pattern, so that every run has the same bytes.
 */
export function sampleBlock(quotedPercent: QuotedPercent): Buffer {
  const records = Array.from({ length: recordsPerBlock }, (_, row) =>
    Array.from({ length: columns }, (__, column) => field(row, column, quotedPercent)).join(','),
  );
  return Buffer.from(`${records.join('\n')}\n`);
}

const words = [
  'Lisbon',
  'Osaka',
  'Cusco',
  'Turku',
  'Accra',
  'pending',
  'shipped',
  'returned',
  'beans',
];

function field(row: number, column: number, quotedPercent: QuotedPercent): string {
  const index = row * columns + column;
  const random = (index * 2_654_435_761) % 1_000_003;
  const value = valueOf(row, column, random);
  if ((index * 37) % 100 >= quotedPercent) return value;
  const inside = [value, `${value}, ${value}`, `say ""${value}""`, `${value}\n${value}`];
  return `"${inside[index % inside.length] ?? value}"`;
}

function valueOf(row: number, column: number, random: number): string {
  const twoDigits = (count: number): string => String(1 + (random % count)).padStart(2, '0');
  switch (column % 4) {
    case 0:
      return String(1_000_000 + row);
    case 1:
      return `2026-${twoDigits(12)}-${twoDigits(28)}`;
    case 2:
      return words[random % words.length] ?? '';
    default:
      return (random / 100).toFixed(2);
  }
}
