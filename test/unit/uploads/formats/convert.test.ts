import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { englishOf } from '../../../../src/base/text';
import { discardConverted } from '../../../../src/uploads/formats/convertedFile';
import { isUploadError, type UploadError } from '../../../../src/uploads/errors';
import { inspect, readBeginning } from '../../../../src/uploads/engine';
import { failureOf } from '../../../support/collect';
import { FakeTarget } from '../../../support/fakeTarget';
import { withTemporaryFolder } from '../../../support/temporaryFolder';
import { uploadFor, runAt } from '../../../support/uploadRuns';
import { zipOf } from '../../../support/zipFile';

const anyStream = { transportType: 'API', columns: undefined };
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
async function refusalOf(promise: Promise<unknown>): Promise<UploadError> {
  const error = await failureOf(promise);
  assert.ok(isUploadError(error), String(error));
  return error;
}

describe('a file that is converted', () => {
  const folder = withTemporaryFolder();
  const conversionFolder = (): string => join(folder().path, 'converted');
  const convertedFiles = (): Promise<string[]> => readdir(conversionFolder()).catch(() => []);
  afterEach(() => rm(conversionFolder(), { recursive: true, force: true }));

  for (const [name, content, from] of [
    ['a.csv', `a;b;c\r\n1;2,5;"x;y"\n`, 'semicolons'],
    ['a.tsv', 'a\tb\tc\n1\t2,5\tx;y\n', 'tabs'],
    ['u.csv', utf16('a,b,c\n1,"2,5",x;y\n'), 'UTF-16'],
    ['a.csv.gz', gzipSync('a,b,c\n1,"2,5",x;y\n'), 'gzip'],
    ['two.gz', Buffer.concat(['a,b,c\n1,"2', ',5",x;y\n'].map((text) => gzipSync(text))), 'gzip'],
    [
      'u.txt.gz',
      gzipSync(utf16('\ta\tb\n1\t2,5\tx;y\n'.replace('\t', 'c\t'))),
      'gzip, UTF-16, tabs',
    ],
    ['a.zip', zipOf({ name: 'in/a.csv', content: 'a|b|c\n1|2,5|x;y\n' }), 'zip, vertical bars'],
    [
      'mac.zip',
      zipOf(
        { name: 'in/', content: '' },
        { name: 'in/a.jsonl', content: '{"a":1,"b":"2,5","c":"x;y"}' },
        { name: '__MACOSX/in/._a.jsonl', content: 'x' },
      ),
      'zip, JSON lines',
    ],
  ] as const)
    it(`is told by its beginning: ${name}, from ${from}`, async () => {
      const path = await folder().write(name, content);
      const inspection = await inspect(path, anyStream);
      assert.equal(inspection.convertedFrom && englishOf(inspection.convertedFrom), from);
      assert.deepEqual([inspection.columns, inspection.headerDetected], [3, true]);
      const target = new FakeTarget();
      await runAt(target, conversionFolder()).start(await uploadFor(path));
      assert.match(target.loaded(1), /^1,"2,5","?x;y"?\n$/);
    });

  for (const [what, name, content, kind, reason] of [
    [
      'two files',
      'a.zip',
      zipOf({ name: 'a', content: 'x' }, { name: 'b', content: 'y' }),
      'archive',
      /several files/,
    ],
    ['no file', 'a.zip', zipOf(), 'archive', /no file/],
    [
      'an encrypted file',
      'a.zip',
      zipOf({ name: 'a', content: 'x', isEncrypted: true }),
      'archive',
      /encrypted/,
    ],
    [
      'a workbook',
      'a.xlsx',
      zipOf({ name: '[Content_Types].xml', content: '' }),
      'notText',
      /workbook/,
    ],
    [
      'an archive that is cut off',
      'a.zip',
      zipOf({ name: 'a', content: 'x' }).subarray(0, -30),
      'archive',
      /cut off/,
    ],
    [
      'gzip that is cut off',
      'a.gz',
      gzipSync('a,b\n'.repeat(99)).subarray(0, -9),
      'archive',
      /cut off/,
    ],
    [
      'an archive in gzip',
      'a.tgz',
      gzipSync(zipOf({ name: 'a', content: 'x' })),
      'notText',
      /not a text file/,
    ],
    ['nothing in gzip', 'a.gz', gzipSync(''), 'fileEmpty', /empty/],
    ['a JSON array', 'a.json', '[{"a":1}]', 'json', /one object per line/],
    ['CR alone', 'a.csv', 'id,name\r1,Ann\r', 'notText', /CR alone/],
    ['CR alone in UTF-16', 'a.csv', utf16('id\tname\r1\tAnn\r'), 'notText', /CR alone/],
  ] as const)
    it(`is refused with ${what}`, async () => {
      const path = await folder().write(name, content);
      const error = await refusalOf(inspect(path, anyStream));
      assert.equal(error.kind, kind);
      assert.match(error.message, reason);
    });

  it('names the line of the original, and opens it where an editor can', async () => {
    const text = `a;b\n${'1;"x\ny"\n'.repeat(30)}1;2;3\n`;
    for (const [name, content, isShown] of [
      ['wrong.csv', utf16(text), true],
      ['wrong.csv.gz', gzipSync(text), false],
    ] as const) {
      const path = await folder().write(name, content);
      const run = runAt(new FakeTarget(), conversionFolder()).start(await uploadFor(path));
      const error = await refusalOf(run);
      assert.equal(error.message, `${name}, line 62 has 3 columns; 2 expected.`);
      assert.deepEqual(error.place, isShown ? { path, line: 62 } : undefined);
    }
  });

  it('is refused before the first request by what only its end shows', async () => {
    const lines = `{"a":"${'x'.repeat(50)}"}\n`.repeat(30_000);
    const path = await folder().write('late.jsonl', `${lines}{"b":1}\n`);
    const target = new FakeTarget();
    const error = await refusalOf(runAt(target, conversionFolder()).start(await uploadFor(path)));
    assert.deepEqual([error.kind, error.place], ['json', { path, line: 30_001 }]);
    assert.deepEqual([target.calls, await convertedFiles()], [[], []]);
  });

  it('takes the columns of JSON lines from the stream', async () => {
    const path = await folder().write('some.jsonl', '{"b":1}\n{"c":null,"a":""}\n');
    const inspection = await inspect(path, {
      ...anyStream,
      columns: ['a', 'b', 'c'].map((name) => ({ name })),
    });
    assert.deepEqual(
      [inspection.firstRecord, inspection.headerCertainty, inspection.secondLine],
      [['a', 'b', 'c'], 'fixed', 2],
    );
    const narrow = inspect(path, { ...anyStream, columns: [{ name: 'b' }] });
    assert.match((await failureOf(narrow)).message, /line 2 has “c”/);
  });

  it('shows its beginning as the CSV that it is converted to', async () => {
    const path = await folder().write('new.csv.gz', gzipSync('\ufeff\nid;price\n1;"2,5"\n'));
    assert.equal(await readBeginning(await inspect(path, anyStream)), 'id,price\n1,"2,5"\n');
  });

  it('shows whole records at its beginning where it is large', async () => {
    const path = await folder().write('large.tsv', `id\tname\n${'1\tsome name\n'.repeat(200_000)}`);
    const text = await readBeginning(await inspect(path, anyStream));
    assert.match(text, /^id,name\n(1,some name\n)+$/);
  });

  it('is the file itself where it needs no conversion', async () => {
    const path = await folder().write('plain.csv', '\ufeffa,b\n1,2\n');
    const upload = await uploadFor(path);
    await discardConverted(folder().path, upload.uploadId);
    assert.equal(upload.conversion, undefined);
    assert.equal((await inspect(path, anyStream)).convertedFrom, undefined);
  });
});
