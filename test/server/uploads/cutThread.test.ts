import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isCancelled } from '../../../src/base/abort';
import { cutRest } from '../../../src/uploads/send/cutThread';
import { isUploadError } from '../../../src/uploads/errors';
import { FileThreads } from '../../../src/uploads/send/fileThreads';
import type { Cut, Upload } from '../../../src/uploads/upload';
import { readVersion, Source } from '../../../src/uploads/send/source';
import { createUpload, inspect } from '../../../src/uploads/engine';
import { failureOf } from '../../support/collect';
import { startedThreads } from '../../support/startedThreads';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { eventually } from '../../support/vscode/eventually';

const workerFile = join(process.cwd(), 'dist', 'fileWorker.js');
const row = '12345,"a field, with a comma",and some more text to fill the row with\n';
const largeText = row.repeat(Math.ceil((72 * 1024 * 1024) / row.length));

describe('Cutting in a thread', function () {
  this.timeout(30_000);
  const folder = withTemporaryFolder();
  const { signal } = new AbortController();
  let threads: FileThreads;

  async function jobOf(path: string): Promise<Upload> {
    const inspection = await inspect(path, { transportType: 'API', columns: undefined });
    return createUpload(inspection, {
      updateMethod: undefined,
      hasHeader: false,
      partSizeBytes: 5_000_000,
      concurrency: 4,
      compression: 'none',
      retries: 0,
    });
  }

  async function cutsOf(upload: Upload, own?: FileThreads, stop = signal): Promise<Cut[]> {
    const source = await Source.open(await readVersion(upload.source.path));
    try {
      const cuts: Cut[] = [];
      for await (const cut of cutRest(source, upload, own, stop)) cuts.push(cut);
      return cuts;
    } finally {
      await source.close();
    }
  }

  before(async () => {
    threads = await startedThreads();
  });
  after(() => threads.stop());

  it('finds the cuts that are found without one', async () => {
    const upload = await jobOf(await folder().write('large.csv', largeText));
    const inThread = await cutsOf(upload, threads);
    assert.deepEqual(inThread, await cutsOf(upload));
    assert.equal(inThread.length, 16);
  });

  it('begins before the thread has started, and goes on in it', async () => {
    const upload = await jobOf(await folder().write('late.csv', largeText));
    const late = new FileThreads(workerFile);
    const source = await Source.open(upload.source);
    const cuts: Cut[] = [];
    for await (const cut of cutRest(source, upload, late, signal)) {
      cuts.push(cut);
      if (cuts.length > 1) continue;
      assert.ok(!late.isReady);
      await eventually('the thread is ready', () => late.isReady);
    }
    await source.close();
    assert.deepEqual(cuts, await cutsOf(upload));
    await late.stop();
  });

  it('names the line of what it refuses', async () => {
    const path = await folder().write('wrong.csv', `${largeText}1,2\n`);
    const error = await failureOf(cutsOf(await jobOf(path), threads));
    assert.ok(isUploadError(error) && error.kind === 'columns');
    const line = largeText.length / row.length + 1;
    assert.deepEqual(error.place, { path, line });
    // As it came from the thread: to be translated here.
    const pattern = '{0}, line {1} has {2} columns; {3} expected.';
    assert.deepEqual(error.text, { pattern, values: ['wrong.csv', line, 2, 3] });
  });

  it('ends with the reason of an aborted signal', async () => {
    const upload = await jobOf(await folder().write('stopped.csv', largeText));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1);
    assert.ok(isCancelled(await failureOf(cutsOf(upload, await startedThreads(), stop.signal))));
  });

  it('is done without one that can not start', async () => {
    const upload = await jobOf(await folder().write('missing.csv', largeText));
    const none = new FileThreads(join(folder().path, 'nothing.js'));
    assert.equal((await cutsOf(upload, none)).length, 16);
  });
});
