import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';
import { parseRecords } from '../../../src/uploads/csv/records';
import { isUploadError } from '../../../src/uploads/errors';
import { failureOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';
import { csvOf, openStreamId, uploadTo } from '../../support/sandboxUploads';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { zipOf } from '../../support/zipFile';

const mebibyte = 1024 * 1024;
const ordersId = 101;

const header = 'order_id,order_date,customer,city,product,quantity,unit_price,note\n';
const order = (index: number): string[] => [
  String(index),
  '2024-01-31',
  `Zoë ${index}`,
  index % 2 ? 'Köln' : '',
  '“Moka”, 250 g',
  '2',
  '7.50',
  `line ${index}\nand €`,
];
const quoted = (field: string): string =>
  /[",\r\n;\t|]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
const orders = Array.from({ length: 500 }, (_, index) => order(index + 1));
const csvBy = (delimiter: string): string =>
  orders.map((fields) => `${fields.map(quoted).join(delimiter)}\n`).join('');
const withHeader = (delimiter: string): string =>
  `${header.replaceAll(',', delimiter)}${csvBy(delimiter)}`;

const names = header.trim().split(',');
const jsonLines = orders
  .map((fields) => {
    const members = fields.map((field, index) => {
      const isNumber = ['quantity', 'order_id'].includes(names[index] ?? '');
      return [names[index] ?? '', isNumber ? Number(field) : field || null];
    });
    return `${JSON.stringify(Object.fromEntries(members.reverse()))}\n`;
  })
  .join('');

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
/** Of the characters here only these differ between Latin-1 and Windows-1252. */
const windows1252 = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll('€', '\x80').replaceAll('“', '\x93').replaceAll('”', '\x94'),
    'latin1',
  );

describe('other formats than comma-separated UTF-8', () => {
  const own = withDomoSandbox();
  const folder = withTemporaryFolder();

  for (const [name, content] of [
    ['semicolons.csv', withHeader(';')],
    ['tabs.tsv', withHeader('\t')],
    ['bars.txt', withHeader('|')],
    ['little.csv', utf16(withHeader(','))],
    ['big.csv', utf16(withHeader(';')).swap16()],
    ['windows.csv', windows1252(withHeader(';'))],
    ['packed.csv.gz', gzipSync(withHeader(','))],
    ['export.tsv.gz', gzipSync(utf16(withHeader('\t')))],
    ['packed.zip', zipOf({ name: 'a/orders.csv', content: windows1252(withHeader(',')) })],
    ['lines.ndjson', jsonLines],
    ['lines.jsonl.gz', gzipSync(jsonLines)],
  ] as const)
    it(`arrive as they should: ${name}`, async () => {
      const path = await folder().write(name, content);
      for (const [streamId, columnNames] of [
        [openStreamId, undefined],
        [ordersId, names],
      ] as const) {
        // JSON lines without a schema have the columns in the order of their first object.
        if (name.includes('lines') && !columnNames) continue;
        const choices = { partSizeBytes: 5_000 };
        const upload = await uploadTo(own(), path, choices, { streamId }, columnNames);
        const { rowsSent, rowsInserted } = await upload.run();
        assert.deepEqual([rowsSent, rowsInserted], [orders.length, orders.length]);
        assert.deepEqual(valuesOf(await own().stored(streamId)), valuesOf(csvBy(',')));
      }
    });

  it('make no request where they are damaged at their end', async () => {
    const packed = gzipSync(withHeader(',').repeat(3_000));
    const path = await folder().write('cut.csv.gz', packed.subarray(0, -20));
    const upload = await uploadTo(own(), path);
    await own().reset();
    const error = await failureOf(upload.run());
    assert.ok(isUploadError(error) && error.kind === 'archive', String(error));
    assert.deepEqual(await own().requests(), []);
  });
});

describe('a large packed file', () => {
  const own = withDomoSandbox();
  const folder = withTemporaryFolder();

  it('of 200 MB with semicolons is uploaded without growing memory', async function () {
    this.timeout(30_000);
    const block = csvOf(2 * mebibyte).replaceAll(',', ';');
    const path = join(folder().path, 'large.csv.gz');
    const packed = createGzip({ level: 1 });
    const file = packed.pipe(createWriteStream(path));
    packed.write('a;b;c;d\n');
    for (let index = 0; index < 100; index += 1)
      if (!packed.write(block)) await once(packed, 'drain');
    packed.end();
    await once(file, 'finish');
    const upload = await uploadTo(own(), path, { compression: 'none' });
    const start = process.memoryUsage().rss;
    let most = start;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 10);
    const { rowsSent, rowsInserted } = await upload.run();
    clearInterval(watch);
    const rows = (100 * (block.split('\n').length - 1)) / 2;
    assert.deepEqual([rowsSent, rowsInserted], [rows, rows]);
    assert.ok((await stat(upload.upload.source.path)).size > 200 * mebibyte);
    const grown = Math.round((most - start) / mebibyte);
    assert.ok(grown < 150, `${grown} MiB more were in use`);
  });
});

/** The rows as values: which fields are quoted may differ. */
function valuesOf(csv: string): string[][] {
  return parseRecords(csv, Number.POSITIVE_INFINITY, ',').map(({ fields }) => fields);
}
