import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { withDomoSandbox } from '../../support/domoSandbox';
import { csvOf, uploadTo } from '../../support/sandboxUploads';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const mebibyte = 1024 * 1024;

describe('a large file', () => {
  const own = withDomoSandbox();
  const folder = withTemporaryFolder();

  it('of 200 MB is uploaded with all its rows, and without growing memory', async function () {
    this.timeout(30_000);
    const block = csvOf(2 * mebibyte);
    const count = Math.ceil((200 * mebibyte) / Buffer.byteLength(block));
    const path = join(folder().path, 'large.csv');
    const file = createWriteStream(path);
    file.write('a,b,c,d\n');
    for (let index = 0; index < count; index += 1)
      if (!file.write(block)) await once(file, 'drain');
    await new Promise<void>((resolve) => file.end(() => resolve()));
    const upload = await uploadTo(own(), path);
    const start = process.memoryUsage().rss;
    let most = start;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 10);
    const result = await upload.run();
    clearInterval(watch);
    const rows = (count * (block.split('\n').length - 1)) / 2;
    assert.deepEqual([result.rowsSent, result.rowsInserted], [rows, rows]);
    assert.equal(result.bytesSent, count * Buffer.byteLength(block));
    const grown = Math.round((most - start) / mebibyte);
    assert.ok(grown < 150, `${grown} MiB more were in use`);
  });
});
