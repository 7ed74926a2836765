import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isCancelled } from '../../../../src/base/abort';
import { discardConverted } from '../../../../src/uploads/formats/convertedFile';
import { failureOf, kindOf } from '../../../support/collect';
import { denied, FakeTarget } from '../../../support/fakeTarget';
import { withTemporaryFolder } from '../../../support/temporaryFolder';
import { uploadFor, runAt } from '../../../support/uploadRuns';

const rows = Array.from({ length: 40 }, (_, index) => `${index};"é;${index}";1,5\n`).join('');
const converted = rows.replaceAll('1,5', '"1,5"').replaceAll(/;(?=["])/g, ',');

describe('a conversion', () => {
  const folder = withTemporaryFolder();
  const conversionFolder = (): string => join(folder().path, 'converted');
  const convertedFiles = (): Promise<string[]> => readdir(conversionFolder()).catch(() => []);
  afterEach(() => rm(conversionFolder(), { recursive: true, force: true }));

  it('tells how far it is', async () => {
    const path = await folder().write('far.csv', rows.repeat(3_000));
    const run = runAt(new FakeTarget(), conversionFolder());
    await run.start(await uploadFor(path, { hasHeader: false, partSizeBytes: undefined }));
    const shares = run.snapshots.map(({ convertedShare }) => convertedShare ?? 0);
    assert.ok(shares.some((share) => share > 0 && share < 1));
    assert.ok(shares.every((share, index) => share >= (shares[index - 1] ?? 0)));
  });

  it('leaves nothing behind when it is cancelled while it is converted', async () => {
    const path = await folder().write('far.csv.gz', gzipSync(rows.repeat(20_000)));
    const stop = new AbortController();
    const target = new FakeTarget();
    const run = runAt(target, conversionFolder());
    const upload = await uploadFor(path);
    const started = run.start(upload, stop.signal);
    setTimeout(() => stop.abort(), 10);
    assert.ok(isCancelled(await failureOf(started)));
    assert.deepEqual([await convertedFiles(), target.calls], [[], []]);
  });

  it('is resumed from what it was converted to, or converted again where that is gone', async () => {
    const path = await folder().write('resume.csv', `a;b;c\n${rows}`);
    for (const isGone of [false, true]) {
      const target = new FakeTarget();
      target.faultOf = (call) => (call === 'part 4' ? { error: denied } : undefined);
      const upload = await uploadFor(path, { concurrency: 1 });
      await failureOf(runAt(target, conversionFolder()).start(upload));
      assert.deepEqual(
        [upload.accepted, dirname(upload.source.path)],
        [[1, 2, 3], conversionFolder()],
      );
      target.faultOf = () => undefined;
      if (isGone) await rm(upload.source.path);
      await runAt(target, conversionFolder()).start(structuredClone(upload));
      assert.equal(target.calls.filter((call) => call === 'part 2').length, 1);
      assert.equal(target.loaded(1), converted);
      assert.equal(await readFile(upload.source.path, 'utf8'), `a,b,c\n${converted}`);
      await discardConverted(conversionFolder(), upload.uploadId);
      assert.deepEqual(await convertedFiles(), []);
      assert.ok((await readFile(path, 'utf8')).startsWith('a;b;c'));
    }
  });

  it('is not resumed where the original has changed', async () => {
    const path = await folder().write('changes.csv', `a;b;c\n${rows}`);
    const target = new FakeTarget();
    target.faultOf = (call) => (call === 'part 4' ? { error: denied } : undefined);
    const upload = await uploadFor(path);
    await failureOf(runAt(target, conversionFolder()).start(upload));
    await writeFile(path, 'a;b;c\n1;2;3\n');
    assert.equal(await kindOf(runAt(target, conversionFolder()).start(upload)), 'sourceChanged');
  });
});
