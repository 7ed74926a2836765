import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A CSV file with a header and three columns, each row of 100 bytes. */
export async function writeRows(folder: string, name: string, rows: number): Promise<string> {
  const path = join(folder, name);
  const lines = Array.from({ length: rows }, (_, index) => {
    const start = `${index + 1},"row, ""${index + 1}""",`;
    return `${start.padEnd(99, 'x')}\n`;
  });
  await writeFile(path, `number,text,filler\n${lines.join('')}`);
  return path;
}

/** So many rows fill a part of one mebibyte. */
export const rowsPerMebibyte = 10_486;
