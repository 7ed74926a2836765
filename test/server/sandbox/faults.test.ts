import assert from 'node:assert/strict';
import { parseFaultRules, pathPattern } from '../../../src/sandbox/faultRules';
import { TestSandbox } from './support';

describe('sandbox: faults', () => {
  let sandbox: TestSandbox;

  beforeEach(async () => {
    sandbox = await TestSandbox.start();
  });
  afterEach(() => sandbox.close());

  const script = async (...rules: object[]): Promise<void> => {
    assert.equal((await sandbox.put('/sandbox/faults', rules)).status, 200);
  };
  const statuses = async (count: number, path: string): Promise<number[]> => {
    const seen = [];
    for (let index = 0; index < count; index += 1) seen.push((await sandbox.get(path)).status);
    return seen;
  };

  it('hits the requests that are counted out, and no others', async () => {
    await script({ method: 'GET', path: '/api/data/v1/streams/*', nth: [2, 3], status: 503 });
    assert.deepEqual(await statuses(4, '101'), [200, 503, 503, 200]);
    assert.deepEqual(await statuses(1, '101/executions'), [200]);
  });

  it('stops after so many times, and says how often it was played', async () => {
    await script({ path: '**/101', times: 2, status: 429, headers: { 'Retry-After': '0' } });
    const reply = await sandbox.get('101');
    assert.equal(reply.headers.get('retry-after'), '0');
    assert.match(reply.text, /"statusReason":"Too Many Requests"/);
    assert.deepEqual(await statuses(2, '101'), [429, 200]);
    const [count] = (await sandbox.get('/sandbox/faults')).json<Record<string, number>[]>();
    assert.deepEqual([count?.['matched'], count?.['fired']], [3, 2]);
  });

  it('answers with a page of HTML, also with status 200', async () => {
    await script({ path: '**', status: 200, body: '<html><title>Domo Maintenance</title></html>' });
    const reply = await sandbox.get('101');
    assert.match(reply.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(reply.text, /Maintenance/);
  });

  it('loses the answer after the effect', async () => {
    await script({ method: 'POST', path: '**/executions', reset: 'answer', afterEffect: true });
    await assert.rejects(sandbox.call('POST', '113/executions'));
    const [execution] = (await sandbox.get('113/executions')).json<Record<string, unknown>[]>();
    assert.equal(execution?.['currentState'], 'ACTIVE');
  });

  it('replaces the answer after the effect', async () => {
    await script({ method: 'POST', path: '**/executions', status: 504, afterEffect: true });
    assert.equal((await sandbox.call('POST', '113/executions')).status, 504);
    assert.equal((await sandbox.get('113/executions/1')).status, 200);
  });

  for (const reset of ['early', 'body', 'answer'] as const)
    it(`breaks the connection (${reset}), without an effect`, async () => {
      const { executionId } = await sandbox.execute(105);
      const path = `105/executions/${executionId}`;
      await script({ method: 'PUT', path: '**/part/1', reset, times: 1 });
      await assert.rejects(sandbox.put(`${path}/part/1`, 'a,b\n'.repeat(500_000)));
      assert.equal((await sandbox.put(`${path}/commit`)).status, 400);
      assert.equal((await sandbox.put(`${path}/part/1`, 'a,b\n')).status, 200);
    });

  for (const hang of ['headers', 'body'] as const)
    it(`hangs (${hang}) until the client gives up`, async () => {
      await script({ path: '**/101', hang, times: 1 });
      const { url, token } = sandbox.sandbox;
      const headers = { 'X-DOMO-Developer-Token': token };
      const signal = AbortSignal.timeout(40);
      const answer = fetch(`${url}/api/data/v1/streams/101`, { headers, signal });
      await assert.rejects(answer.then((response) => response.text()));
      assert.deepEqual(await statuses(1, '101'), [200]);
    });

  it('delays, and closes all the same', async () => {
    await script({ path: '**/101', delayMs: 30, nth: 1 }, { path: '**/102', delayMs: 60_000 });
    const startedAt = performance.now();
    assert.equal((await sandbox.get('101')).status, 200);
    assert.ok(performance.now() - startedAt >= 29);
    const never = assert.rejects(sandbox.get('102'));
    await sandbox.get('103');
    await sandbox.close();
    await never;
  });

  for (const [rules, message] of [
    [{}, /must be an array/],
    [[{ status: 500 }], /rule 1: path is missing/],
    [[{ path: '/a' }], /needs one of status, delayMs, dripMs, hang and reset/],
    [[{ path: '/a', status: 99 }], /status must be a status/],
    [
      [
        { path: '/a', status: 500 },
        { path: '^(', status: 500 },
      ],
      /rule 2: path must be/,
    ],
    [[{ path: '/a', status: 500, nht: 1 }], /unknown field: nht/],
    [[{ path: '/a', status: 500, nth: 0 }], /nth must be/],
    [[{ path: '/a', reset: 'early', afterEffect: true }], /afterEffect needs the whole request/],
    [[{ path: '/a', delayMs: 1, body: 'x' }], /need a status/],
  ] as const)
    it(`says what is wrong with ${JSON.stringify(rules)}`, async () => {
      assert.throws(() => parseFaultRules(rules), message);
      assert.equal((await sandbox.put('/sandbox/faults', rules)).status, 400);
    });

  for (const [path, target, fits] of [
    ['/a/*/c', '/a/b/c', true],
    ['/a/*/c', '/a/b/b/c', false],
    ['/a/**', '/a/b/b/c', true],
    ['/a.c', '/abc', false],
    ['^/a/\\d+$', '/a/12', true],
  ] as const)
    it(`path ${path} ${fits ? 'fits' : 'does not fit'} ${target}`, () => {
      assert.equal(pathPattern(path).test(target), fits);
    });
});
