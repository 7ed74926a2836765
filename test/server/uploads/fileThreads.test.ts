import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isCancelled, sleep } from '../../../src/base/abort';
import type { FileTask } from '../../../src/uploads/send/fileThread';
import { FileThreads } from '../../../src/uploads/send/fileThreads';
import { createUpload, inspect } from '../../../src/uploads/engine';
import { failureOf } from '../../support/collect';
import { startedThreads } from '../../support/startedThreads';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { eventually } from '../../support/vscode/eventually';

const workerFile = join(process.cwd(), 'dist', 'fileWorker.js');
const mebibyte = 1024 * 1024;

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('The threads for files', () => {
  const folder = withTemporaryFolder();
  const { signal } = new AbortController();

  async function taskOf(name: string, text: string): Promise<FileTask> {
    const path = await folder().write(name, text);
    const inspection = await inspect(path, { transportType: 'API', columns: undefined });
    const upload = createUpload(inspection, {
      updateMethod: undefined,
      hasHeader: false,
      partSizeBytes: undefined,
      concurrency: 4,
      compression: 'none',
      retries: 0,
    });
    return { type: 'cut', upload };
  }

  it('are used again, after a refusal too', async () => {
    const threads = await startedThreads();
    const right = await taskOf('right.csv', '1,2\n3,4\n');
    const wrong = await taskOf('wrong.csv', '1,2\n3\n');
    for (const task of [right, wrong, right]) {
      const run = collect(threads.run(task, signal));
      if (task === wrong) assert.match((await failureOf(run)).message, /line 2/);
      else assert.equal((await run).length, 1);
      assert.ok(threads.isReady, 'another one would have to be started');
    }
    await threads.stop();
    assert.ok(!threads.isReady);
  });

  it('do two tasks at once', async () => {
    const threads = await startedThreads();
    const task = await taskOf('both.csv', '1,2\n3,4\n');
    const runs = [1, 2].map(() => collect(threads.run(task, signal)));
    const [first, second] = await Promise.all(runs);
    assert.deepEqual(first, second);
    assert.ok(threads.isReady);
    await threads.stop();
  });

  it('are stopped in the middle of a task that nobody waits for', async () => {
    const threads = await startedThreads();
    const task = await taskOf('left.csv', '1,2\n3,4\n');
    for await (const news of threads.run(task, signal)) {
      assert.equal(news.type, 'cut');
      break;
    }
    assert.ok(!threads.isReady);
    const stop = new AbortController();
    const run = collect(threads.run(task, stop.signal));
    stop.abort();
    assert.ok(isCancelled(await failureOf(run)));
    assert.ok(!threads.isReady);
  });

  it('start ahead for a file that will want one, and for no other', async () => {
    const path = await folder().write('rows.csv', '1,2\n');
    const seen = await inspect(path, { transportType: 'API', columns: undefined });
    const [small, large] = [63, 64].map((size) => {
      const threads = new FileThreads(workerFile);
      threads.prepareFor({ ...seen, version: { ...seen.version, size: size * mebibyte } });
      return threads;
    });
    await eventually('the large one has its thread', () => large?.isReady === true);
    assert.equal(small?.isReady, false);
    await large?.stop();
  });

  it('do a task although the one that waited for it has ended', async () => {
    // Ends by itself where it is started first, and is one of ours then.
    const mark = join(folder().path, 'started');
    const script = `const { existsSync, writeFileSync } = require('node:fs');
      if (existsSync(${JSON.stringify(mark)})) require(${JSON.stringify(workerFile)});
      else writeFileSync(${JSON.stringify(mark)}, '');`;
    const threads = new FileThreads(await folder().write('short.js', script));
    threads.prepare();
    await eventually('it has started', () => existsSync(mark));
    await sleep(100);
    const task = await taskOf('after.csv', '1,2\n3,4\n');
    assert.equal((await collect(threads.run(task, signal))).length, 1);
    await threads.stop();
  });

  it('say why they can not start', async () => {
    const threads = new FileThreads(join(folder().path, 'nothing.js'));
    const task = await taskOf('missing.csv', '1,2\n');
    const error = await failureOf(collect(threads.run(task, signal)));
    assert.match(error.message, /Cannot find module/);
  });
});
