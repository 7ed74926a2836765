import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { discardConverted } from '../../../../src/uploads/formats/convertedFile';
import { isUploadError, type UploadError } from '../../../../src/uploads/errors';
import { inspect } from '../../../../src/uploads/engine';
import { failureOf } from '../../../support/collect';
import { FakeTarget } from '../../../support/fakeTarget';
import { mountSmallDisk, unmountDisk } from '../../../support/smallDisk';
import { withTemporaryFolder } from '../../../support/temporaryFolder';
import { uploadFor, runAt } from '../../../support/uploadRuns';
import { zipOf } from '../../../support/zipFile';

const anyStream = { transportType: 'API', columns: undefined };

async function refusalOf(promise: Promise<unknown>): Promise<UploadError> {
  const error = await failureOf(promise);
  assert.ok(isUploadError(error), String(error));
  return error;
}

describe('An archive or a file that is converted', () => {
  const folder = withTemporaryFolder();
  const conversionFolder = (): string => join(folder().path, 'converted');
  const convertedFiles = (): Promise<string[]> => readdir(conversionFolder()).catch(() => []);

  it('is read to its end if zero bytes stand between its members or behind them', async () => {
    const rows = (from: number): string =>
      Array.from(
        { length: 5_000 },
        (_, index) => `${from + index},${'x'.repeat(index % 90)}\n`,
      ).join('');
    const zeros = (count: number): Buffer => Buffer.alloc(count);
    const padded = [
      ...[gzipSync(`a,b\n${rows(0)}`), zeros(4), gzipSync(rows(5_000)), gzipSync(rows(10_000))],
      ...[zeros(300_000), gzipSync(rows(15_000)), zeros(512)],
    ];
    const path = await folder().write('tape.csv.gz', Buffer.concat(padded));
    const target = new FakeTarget();
    const upload = await uploadFor(path, { partSizeBytes: 100_000 });
    await runAt(target, conversionFolder()).start(upload);
    assert.equal(target.loaded(1), [0, 5_000, 10_000, 15_000].map(rows).join(''));
    await discardConverted(conversionFolder(), upload.uploadId);
  });

  it('is refused if something else stands behind its end', async () => {
    const whole = gzipSync('a,b\n1,2\n');
    for (const rest of [Buffer.from('PK'), Buffer.concat([Buffer.alloc(9), Buffer.from('x')])]) {
      const path = await folder().write('more.csv.gz', Buffer.concat([whole, rest]));
      const error = await refusalOf(inspect(path, anyStream));
      assert.equal(error.kind, 'archive');
    }
  });

  it('is refused at once with more entries in an archive than anybody packs', async () => {
    const entries = Array.from({ length: 60_000 }, (_, index) => ({
      name: `${index}/`,
      content: '',
    }));
    const path = await folder().write('many.zip', zipOf(...entries));
    const error = await refusalOf(inspect(path, anyStream));
    assert.equal(error.kind, 'archive');
    assert.match(error.message, /^many\.zip has 1000 entries or more\./);
  });

  it('is not unpacked to far more than usual for its size, unless that is allowed', async () => {
    const path = await folder().write(
      'bomb.csv.gz',
      gzipSync(Buffer.alloc(140 * 1024 * 1024, '1,2\n')),
    );
    const target = new FakeTarget();
    const error = await refusalOf(runAt(target, conversionFolder()).start(await uploadFor(path)));
    assert.equal(error.kind, 'needsDecision');
    assert.deepEqual(
      error.decisions?.map(({ argument, example }) => [argument, example]),
      [['allowLargeArchive', '"allowLargeArchive": true']],
    );
    assert.deepEqual([target.calls, await convertedFiles()], [[], []]);
    const allowed = await uploadFor(path, { allowLargeArchive: true, partSizeBytes: 25_000_000 });
    const stop = new Error('The file is converted.');
    target.faultOf = () => ({ error: stop });
    assert.equal(await failureOf(runAt(target, conversionFolder()).start(allowed)), stop);
    await discardConverted(conversionFolder(), allowed.uploadId);
  });

  it('is refused with a link in it, whose content is only a path', async () => {
    const link = { name: 'rows.csv', content: '/etc/passwd', isLink: true };
    const path = await folder().write('link.zip', zipOf(link));
    const error = await refusalOf(inspect(path, anyStream));
    assert.match(error.message, /^link\.zip has a link in it\./);
  });

  it('is not converted onto a disk without room for it', async function () {
    const disk = join(folder().path, 'disk');
    if (!mountSmallDisk(disk, 1024 * 1024)) return this.skip();
    try {
      const path = await folder().write('plain.tsv', 'a\tb\n1\t2\n');
      const error = await refusalOf(runAt(new FakeTarget(), disk).start(await uploadFor(path)));
      assert.equal(error.kind, 'noRoom');
      assert.deepEqual(await readdir(disk), []);
    } finally {
      unmountDisk(disk);
    }
  });
});
