import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { withSandbox } from './support';

describe('sandbox: protocol', () => {
  const sandbox = withSandbox();

  for (const [what, token] of [
    ['no token', ''],
    ['a wrong token', 'wrong'],
  ] as const)
    it(`refuses ${what} with 401 in the error form`, async () => {
      const reply = await sandbox().call('GET', '101', undefined, {
        'X-DOMO-Developer-Token': token,
      });
      const { toe, ...error } = reply.json<{ toe: string }>();
      assert.equal(reply.status, 401);
      assert.match(toe, /^[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
      assert.deepEqual(error, {
        status: 401,
        statusReason: 'Unauthorized',
        message: 'The access token is missing or not valid.',
        path: '/api/data/v1/streams/101',
      });
    });

  for (const [method, path, status] of [
    ['GET', '999999', 404],
    ['GET', 'abc', 404],
    ['GET', '/elsewhere', 404],
    ['GET', '%zz', 400],
    ['OPTIONS', '', 405],
    ['HEAD', '101', 405],
    ['PATCH', '101', 405],
    ['GET', '?limit=501', 400],
    ['GET', '?offset=-1', 400],
    ['GET', '101/executions/999', 404],
    ['GET', 'bulk?streamId=1,x', 400],
  ] as const)
    it(`answers ${status} to ${method} ${path}`, async () => {
      const full = path.startsWith('?') ? `/api/data/v1/streams${path}` : path;
      assert.equal((await sandbox().call(method, full)).status, status);
    });

  it('finds a path that is percent-encoded without need', async () => {
    assert.equal((await sandbox().get('/api/data/v1/%73treams/101')).status, 200);
  });

  it('says which methods a path has', async () => {
    const reply = await sandbox().call('PATCH', '101');
    assert.equal(reply.headers.get('allow'), 'GET, PUT, DELETE');
  });

  it('refuses a JSON body of more than 10 MB with 413, and goes on', async () => {
    const body = { dataSource: { description: 'x'.repeat(10 * 1024 * 1024) } };
    assert.equal((await sandbox().put('101', body)).status, 413);
    assert.equal((await sandbox().get('101')).status, 200);
  });

  it('answers 400 to what is not HTTP', async () => {
    const { port } = new URL(sandbox().sandbox.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.on('data', (piece) => (text += piece.toString()));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    assert.match(answer, /^HTTP\/1\.1 400 .*"statusReason":"Bad Request"/s);
  });

  it('survives a path of two slashes', async () => {
    const { port } = new URL(sandbox().sandbox.url);
    const status = await new Promise((resolve, reject) => {
      const headers = { 'X-DOMO-Developer-Token': sandbox().sandbox.token };
      const sent = request({ port, host: '127.0.0.1', path: '//', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    assert.equal(status, 404);
  });

  it('logs requests, without the token', async () => {
    await sandbox().call('DELETE', '/sandbox/requests');
    await sandbox().put('105', { nonsense: true });
    const reply = await sandbox().get('/sandbox/requests');
    const entry = reply
      .json<{ method: string; path: string; status: number; receivedBytes: number }[]>()
      .find(({ method, path }) => method === 'PUT' && path.endsWith('/105'));
    assert.ok(entry);
    assert.deepEqual([entry.status, entry.receivedBytes], [200, '{"nonsense":true}'.length]);
    assert.ok(!reply.text.includes(sandbox().sandbox.token));
  });
});
