import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { isCancelled } from '../../../src/base/abort';
import { failureOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';
import { withServersAndClients } from '../../support/opened';
import { csvOf, resumable, uploadTo } from '../../support/sandboxUploads';
import { startedThreads } from '../../support/startedThreads';
import { withTemporaryFolder } from '../../support/temporaryFolder';

describe('an upload leaves nothing behind', () => {
  const own = withDomoSandbox();
  const folder = withTemporaryFolder();
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): unknown => unhandled.push(reason);
  before(() => process.on('unhandledRejection', onUnhandled));
  after(() => process.off('unhandledRejection', onUnhandled));
  afterEach(async () => {
    await own().reset();
    // Rejections are told of after the promises of a turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(unhandled, []);
  });

  for (const [what, fault] of [
    ['a part is refused', { path: '**/parts/6', status: 403 }],
    ['a connection breaks for good', { path: '^.*/parts/([6-9]|1\\d)$', reset: 'body' }],
    ['its commit is refused', { path: '**/commit', status: 403 }],
  ] as const)
    it(`where ${what}: no open file, no rejection of its own`, async () => {
      const path = await folder().write('rows.csv', `a,b,c,d\n${csvOf(100_000)}`);
      await own().reset({ method: 'PUT', ...fault });
      const choices = { partSizeBytes: 4_000, concurrency: 6, retries: 1 };
      const upload = await uploadTo(own(), path, choices);
      await failureOf(upload.run());
      assert.deepEqual(openFilesBelow(folder().path), []);
    });

  it('where a thread is cutting its file', async () => {
    const block = csvOf(4 * 1024 * 1024);
    const path = await folder().write('large.csv', `a,b,c,d\n${block.repeat(50)}`);
    await own().reset({ method: 'PUT', path: '**/parts/1', status: 403 });
    const threads = await startedThreads();
    const upload = await uploadTo(own(), path, {}, { threads });
    await failureOf(upload.run());
    assert.ok(!upload.upload.isCut, 'the thread had ended by itself');
    assert.deepEqual(openFilesBelow(folder().path), []);
  });

  it('where it is cancelled while parts wait for their connection', async () => {
    const path = await folder().write('rows.csv', `a,b,c,d\n${csvOf(100_000)}`);
    await own().reset({ method: 'PUT', path: '**', hang: 'headers' });
    const upload = await uploadTo(own(), path, { partSizeBytes: 4_000, concurrency: 20 });
    const warnings: Error[] = [];
    const onWarning = (warning: Error): unknown => warnings.push(warning);
    process.on('warning', onWarning);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    assert.ok(isCancelled(await failureOf(upload.run(stop.signal))));
    process.off('warning', onWarning);
    assert.deepEqual(warnings, []);
    assert.deepEqual(openFilesBelow(folder().path), []);
  });
});

describe('a slow link', () => {
  const opened = withServersAndClients();
  const folder = withTemporaryFolder();

  it('is not taken for a dead one while bytes get through', async () => {
    const line = (): string => `${randomBytes(700).toString('base64')}\n`;
    const csv = Array.from({ length: 20_000 }, line).join('');
    const path = await folder().write('wide.csv', `text\n${csv}`);
    const slow = await opened.server((request, response) => {
      // About 8 MB a second, more than the buffers of the system between the two.
      request.on('data', () => {
        request.pause();
        setTimeout(() => request.resume(), 8);
      });
      request.on('end', () => {
        const isList = request.url?.includes('/executions?') ?? false;
        response.setHeader('content-type', 'application/json');
        const state = request.method === 'GET' ? 'SUCCESS' : 'ACTIVE';
        response.end(isList ? '[]' : JSON.stringify({ executionId: 1, currentState: state }));
      });
    });
    const client = opened.client(slow.url, 't', { timeoutSeconds: 0.5 });
    const { upload } = await uploadTo({ client }, path, {
      partSizeBytes: 100 * 1024 * 1024,
      compression: 'gzip',
      retries: 0,
    });
    const start = performance.now();
    const { parts } = await resumable(client, upload).run();
    assert.equal(parts, 1);
    assert.ok(performance.now() - start > 1_500, 'the link was not slow');
  });
});

/** The files below a folder that this process holds open, where the system tells. */
function openFilesBelow(folder: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      // Closed between the list and the look.
      return [];
    }
  });
}
