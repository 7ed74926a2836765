import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { englishOf } from '../../src/base/text';
import { convertWherePaid } from '../../src/uploads/send/convertThread';
import { parseRecords } from '../../src/uploads/csv/records';
import { FileThreads, inspect } from '../../src/uploads/engine';
import { repositoryRoot, temporaryDirectory } from '../common/paths';
import { medians, type Row } from './report';
import { ResourceMeter } from './resources';
import { sampleBlock, sampleHeader } from './sampleFile';

const threads = new FileThreads(join(repositoryRoot, 'dist', 'fileWorker.js'));
const anyStream = { transportType: undefined, columns: undefined };

type Records = readonly (readonly string[])[];

/** The formats, by the name of a file: what one holds of some records; the first have the column names. */
const formats: Readonly<Record<string, (records: Records, isFirst: boolean) => Buffer>> = {
  'semicolons.csv': (records) => Buffer.from(delimited(records, ';')),
  'windows1252.csv': (records) =>
    Buffer.from(`${delimited(records, ',')}caf\u00e9${','.repeat(11)}\n`, 'latin1'),
  'utf16.csv': (records, isFirst) =>
    Buffer.from(`${isFirst ? '\ufeff' : ''}${delimited(records, ',')}`, 'utf16le'),
  'packed.csv.gz': (records) => gzipSync(delimited(records, ',')),
  'lines.jsonl': (records, isFirst) => Buffer.from(isFirst ? '' : jsonLines(records)),
};

/**
 * Conversions of so many mebibytes of CSV that came in other formats, in a thread as the extension does
 * it; the event loop is the sender's.
 */
export async function benchConvert(scale: { mebibytes: number; rounds: number }): Promise<Row[]> {
  const folder = temporaryDirectory('bench');
  try {
    const rows: Row[] = [];
    for (const name of Object.keys(formats)) {
      const path = join(folder.path, name);
      writeFile(path, name, scale.mebibytes * 1024 * 1024);
      const rounds: Row[] = [];
      for (let round = 0; round < scale.rounds; round += 1)
        rounds.push(await convertOnce(path, join(folder.path, 'converted.csv')));
      rows.push(medians(rounds));
    }
    return rows;
  } finally {
    folder.remove();
  }
}

function writeFile(path: string, name: string, bytes: number): void {
  const csv = sampleBlock(5);
  const fieldsOf = (text: string): Records =>
    parseRecords(text, Number.POSITIVE_INFINITY, ',').map(({ fields }) => fields);
  const block = formats[name]?.(fieldsOf(csv.toString()), false) ?? csv;
  const file = openSync(path, 'w');
  try {
    writeSync(file, formats[name]?.(fieldsOf(sampleHeader), true) ?? Buffer.alloc(0));
    for (let written = 0; written < bytes; written += csv.length) writeSync(file, block);
  } finally {
    closeSync(file);
  }
}

function delimited(records: Records, delimiter: string): string {
  const quoted = (field: string): string =>
    /[,;"\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  return records.map((fields) => `${fields.map(quoted).join(delimiter)}\n`).join('');
}

/** Every fourth column holds ids, every fourth amounts: both are numbers. */
function jsonLines(records: Records): string {
  const value = (field: string): string =>
    /^\d+(\.\d+)?$/.test(field) ? field : JSON.stringify(field);
  const member = (field: string, column: number): string =>
    `"column ${column + 1}":${value(field)}`;
  return records.map((fields) => `{${fields.map(member).join(',')}}\n`).join('');
}

async function convertOnce(path: string, convertedPath: string): Promise<Row> {
  const { version, recipe, convertedFrom } = await inspect(path, anyStream);
  if (!recipe || !convertedFrom) throw new Error(`${path} needs no conversion.`);
  const convertible = { original: version, recipe };
  const { signal } = new AbortController();
  const meter = new ResourceMeter();
  const converted = await convertWherePaid(
    threads,
    convertible,
    convertedPath,
    () => undefined,
    signal,
  );
  const resources = meter.stop();
  const megabytesPerSecond = converted.size / 1e6 / Number(resources['wallSeconds']);
  return { what: englishOf(convertedFrom), megabytesPerSecond, ...resources };
}
