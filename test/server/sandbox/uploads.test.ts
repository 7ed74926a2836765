import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeSampleWorkspace } from '../../../src/sandbox/sampleWorkspace';
import type { LoggedRequest } from '../../../src/sandbox/requestLog';
import { TestSandbox, withSandbox } from './support';

const order = '1,2026-01-02,Zoë,Köln,"House ""Blend"", 1 kg",2,9.50,"two\nlines"\n';

describe('sandbox: uploads', () => {
  const sandbox = withSandbox();

  for (const family of ['specification', 'live'] as const)
    it(`loads parts by the ${family} routes, in the order of their numbers`, async () => {
      const own = await TestSandbox.start({ routes: family });
      const { executionId, uploadId } = await own.execute(105);
      const specification = family === 'specification';
      const path = specification ? `105/data/${uploadId}` : `105/executions/${executionId}`;
      const part = specification ? 'parts' : 'part';
      for (const number of [2, 1])
        assert.equal((await own.put(`${path}/${part}/${number}`, `${number},x\n`)).status, 200);
      const committed = (await own.put(`${path}/commit`)).json<{ currentState: string }>();
      assert.equal(committed.currentState, 'ACTIVE');
      const { currentState, rowsInserted, bytesInserted } = await own.ended(105, executionId);
      assert.deepEqual([currentState, rowsInserted, bytesInserted], ['SUCCESS', 2, 8]);
      assert.equal(await own.stored(105), '1,x\n2,x\n');
      await own.close();
    });

  it('leaves out the routes of the other family', async () => {
    const specification = await TestSandbox.start({ routes: 'specification' });
    const live = await TestSandbox.start({ routes: 'live' });
    const paths = ['/api/data/v1/streams', 'bulk?streamId=101', 'state/101'];
    for (const path of paths) assert.equal((await specification.get(path)).status, 404);
    assert.equal((await specification.put('107/executions/5/part/1', 'x\n')).status, 404);
    assert.equal((await specification.put('107/executions/5/abort')).status, 404);
    assert.equal((await live.put('107/data/20005/parts/1', 'x\n')).status, 404);
    await Promise.all([specification.close(), live.close()]);
  });

  it('takes the executionId for the dataId where there is no uploadId', async () => {
    const own = await TestSandbox.start({ nullUploadId: true });
    const { executionId, uploadId } = await own.execute(105);
    assert.equal(uploadId, null);
    assert.equal((await own.put(`105/data/${executionId}/parts/1`, 'x\n')).status, 200);
    await own.close();
  });

  it('replaces or appends as the stream says, and as an execution overrides', async () => {
    const own = await TestSandbox.start();
    await own.upload(102, ['1,a,b,c,d,1\n']);
    await own.upload(102, ['2,a,b,c,d,2\n']);
    assert.equal(await own.stored(102), '1,a,b,c,d,1\n2,a,b,c,d,2\n');
    await own.upload(102, ['3,a,b,c,d,3\n'], { updateMethod: 'REPLACE' });
    assert.equal(await own.stored(102), '3,a,b,c,d,3\n');
    assert.equal((await own.stream(102)).dataSource.rowCount, 1);
    await own.close();
  });

  it('counts records, not lines', async () => {
    const { rowsInserted, bytesInserted } = await sandbox().upload(101, [order + order, order]);
    assert.deepEqual([rowsInserted, bytesInserted], [3, 3 * Buffer.byteLength(order)]);
  });

  it('joins a part that ends in the middle of a line with the next one', async () => {
    const { rowsInserted } = await sandbox().upload(105, ['a,b', 'c,d\n']);
    assert.equal(rowsInserted, 1);
    assert.match(await sandbox().stored(105), /a,bc,d\n$/);
  });

  for (const headers of [
    { 'Content-Type': 'text/csv', 'Content-Encoding': 'gzip' },
    { 'Content-Type': 'application/gzip' },
  ])
    it(`inflates parts sent with ${JSON.stringify(headers)}`, async () => {
      const { executionId } = await sandbox().execute(101);
      const path = `101/executions/${executionId}`;
      const body = new Uint8Array(gzipSync(order.repeat(9)));
      assert.equal((await sandbox().put(`${path}/part/1`, body, headers)).status, 200);
      await sandbox().put(`${path}/commit`);
      assert.equal((await sandbox().ended(101, executionId)).rowsInserted, 9);
      assert.equal(await sandbox().stored(101), order.repeat(9));
    });

  it('answers 400 to what is said to be gzip and is not, and keeps the connection', async () => {
    const { executionId } = await sandbox().execute(101);
    const path = `101/executions/${executionId}/part/1`;
    const reply = await sandbox().put(path, order.repeat(50_000), { 'Content-Encoding': 'gzip' });
    assert.equal(reply.status, 400);
    assert.match(reply.text, /not valid gzip/);
  });

  for (const [what, part, message] of [
    ['too few columns', `${order}1,2,3\n`, /too few columns, expected 8, found 3, row 2/],
    ['too many columns', '1,2,3,4,5,6,7,8,9\n', /too many columns, expected 8, found 9, row 1/],
    ['a blank line', `${order}\n${order}`, /too few columns, expected 8, found 1, row 2/],
    ['an open quote', '1,2,3,4,5,6,7,"8\n', /no closing quote, row 1/],
  ] as const)
    it(`refuses a part with ${what}`, async () => {
      const { executionId } = await sandbox().execute(101);
      const reply = await sandbox().put(`101/executions/${executionId}/part/1`, part);
      assert.equal(reply.status, 400);
      assert.match(reply.json<{ message: string }>().message, message);
    });

  it('keeps the earlier part where a body is cut in the middle', async () => {
    const { executionId } = await sandbox().execute(101, { updateMethod: 'REPLACE' });
    const path = `101/executions/${executionId}`;
    await sandbox().put(`${path}/part/1`, order);
    await cutBody(sandbox(), `/api/data/v1/streams/${path}/part/1`);
    await sandbox().put(`${path}/commit`);
    assert.equal((await sandbox().ended(101, executionId)).rowsInserted, 1);
    assert.equal(await sandbox().stored(101), order);
  });

  it('refuses a part whose body ends only after the commit', async () => {
    const { executionId } = await sandbox().execute(101, { updateMethod: 'REPLACE' });
    const path = `101/executions/${executionId}`;
    await sandbox().put(`${path}/part/1`, order);
    const late = await slowBody(sandbox(), `/api/data/v1/streams/${path}/part/1`);
    await sandbox().put(`${path}/commit`);
    assert.equal(await late.finish(), 400);
    await sandbox().ended(101, executionId);
    assert.equal(await sandbox().stored(101), order);
  });

  it('takes the sample workspace into the sample streams', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-workspace-'));
    const rows = [];
    for (const [index, path] of (await writeSampleWorkspace(folder)).entries()) {
      const text = await readFile(path, 'utf8');
      const headerless = text.slice(text.indexOf('\n') + 1);
      rows.push((await sandbox().upload(101 + index, [headerless])).rowsInserted);
      assert.ok((await sandbox().stored(101 + index)).endsWith(headerless));
    }
    assert.deepEqual(rows, [500, 120]);
    await rm(folder, { recursive: true });
  });
});

/** Sends half a body, and the other half when told; `finish` gives the status of the answer. */
async function slowBody(
  sandbox: TestSandbox,
  path: string,
): Promise<{ finish: () => Promise<unknown> }> {
  const { url, token } = sandbox.sandbox;
  const headers = { 'X-DOMO-Developer-Token': token };
  const sent = request(url + path, { method: 'PUT', headers });
  sent.write(order);
  await logged(sandbox, path, ({ endedAt }) => endedAt === null);
  const finish = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      sent.on('response', (response) => resolve(response.resume().statusCode));
      sent.on('error', reject).end(order);
    });
  return { finish };
}

/** Announces more than it sends, then breaks the connection; resolves when the sandbox noticed. */
async function cutBody(sandbox: TestSandbox, path: string): Promise<void> {
  const { url, token } = sandbox.sandbox;
  const headers = { 'X-DOMO-Developer-Token': token, 'Content-Length': 1000 };
  const sent = request(url + path, { method: 'PUT', headers });
  sent.on('error', () => undefined);
  await new Promise<void>((resolve) => sent.write(order, () => resolve()));
  await logged(sandbox, path, ({ endedAt }) => endedAt === null);
  sent.destroy();
  await logged(sandbox, path, ({ failure }) => failure !== null);
}

/** Resolves when the log has a request that fits. */
async function logged(
  sandbox: TestSandbox,
  path: string,
  fits: (entry: LoggedRequest) => boolean,
): Promise<void> {
  for (;;) {
    const log = (await sandbox.get('/sandbox/requests')).json<LoggedRequest[]>();
    if (log.some((entry) => entry.path === path && fits(entry))) return;
  }
}
