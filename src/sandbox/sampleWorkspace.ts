import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scramble } from './identifiers';
import { customerColumns, orderColumns } from './sampleStreams';

const orderCount = 500;
const customerCount = 120;
const names = [
  'Zoë Müller',
  'José Álvarez',
  'Anna O’Neill',
  '山田 花子',
  'Søren Kjær',
  'Priya Nair',
];
const cities = ['Köln', 'São Paulo', 'Montréal', 'Kyoto', 'Ålesund', 'Winston-Salem, NC'];
const products = ['Espresso "Nocturne", 1 kg', 'House Blend', 'Decaf', 'Guatemala Huehuetenango'];
const notes = ['', '', '', 'Gift wrap, please', 'He said "ring twice"', 'Back door'];
const multilineNote = 'Leave with the neighbour:\n2nd floor, door on the left';

/**
 * Writes the sample workspace: `sample-orders.csv` (500 rows, for the stream "Orders") and
 * `sample-customers.csv` (120 rows, for "Customers / Loyalty"), both UTF-8 with a header row, and the
 * first with quotes, commas, accents and a line break inside a field. Returns the paths written.
 */
export async function writeSampleWorkspace(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files: [name: string, columns: string, rows: string[][]][] = [
    ['sample-orders.csv', orderColumns, rowsOf(orderCount, orderRow)],
    ['sample-customers.csv', customerColumns, rowsOf(customerCount, customerRow)],
  ];
  return Promise.all(
    files.map(async ([name, columns, rows]) => {
      const header = columns.split(' ').map((column) => column.split(':', 1)[0] ?? '');
      const path = join(folder, name);
      await writeFile(path, [header, ...rows].map(csvLine).join(''));
      return path;
    }),
  );
}

function rowsOf(count: number, row: (index: number) => string[]): string[][] {
  return Array.from({ length: count }, (_, index) => row(index));
}

function orderRow(index: number): string[] {
  const hash = scramble(index + 100);
  return [
    String(10_001 + index),
    dayText(index / 6),
    pick(names, hash),
    pick(cities, hash >>> 3),
    pick(products, hash >>> 7),
    String(1 + ((hash >>> 11) % 9)),
    (4.5 + ((hash >>> 13) % 400) / 20).toFixed(2),
    index % 50 === 12 ? multilineNote : pick(notes, hash >>> 17),
  ];
}

function customerRow(index: number): string[] {
  const hash = scramble(index + 9000);
  return [
    String(501 + index),
    pick(names, hash),
    `member${index + 1}@alderandfinch.example`,
    pick(cities, hash >>> 3),
    `${dayText(index)}T09:${String(hash % 60).padStart(2, '0')}:00`,
    String((hash >>> 9) % 2500),
  ];
}

function dayText(days: number): string {
  return new Date(Date.UTC(2026, 0, 1 + Math.floor(days))).toISOString().slice(0, 10);
}

function csvLine(fields: readonly string[]): string {
  const quoted = fields.map((field) =>
    /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field,
  );
  return `${quoted.join(',')}\n`;
}

function pick(choices: readonly string[], number: number): string {
  return choices[number % choices.length] ?? '';
}
