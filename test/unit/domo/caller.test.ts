import assert from 'node:assert/strict';
import { text } from '../../../src/base/text';
import { DomoError } from '../../../src/domo/errors';
import { readStreamPage, readWholeStreams } from '../../../src/domo/streamPage';
import type { Log } from '../../../src/base/log';
import { failureOf, kindOf } from '../../support/collect';
import { scriptedServer, type Scripted } from '../../support/scriptedTransport';

/** A server that fails so many times before it answers. */
function failingServer(times: number, failure: Scripted, answer: Scripted) {
  let calls = 0;
  return scriptedServer(() => ((calls += 1) <= times ? failure : answer));
}

describe('calls', () => {
  it('read again what fails in passing, twice at most', async () => {
    for (const failure of [503, 429, new DomoError('connectionLost', text('No.'))]) {
      const good = failingServer(2, failure, [200, { id: 1 }]);
      assert.equal((await good.streams.get(1)).id, 1);
      assert.equal(good.clock.sleeps.length, 2);
      const bad = failingServer(3, failure, [200, { id: 1 }]);
      await failureOf(bad.streams.get(1));
      assert.equal(bad.calls.length, 3);
    }
  });

  it('read once what fails for good', async () => {
    for (const failure of [400, 401, 403, 404, 409, 501]) {
      const server = failingServer(1, failure, [200, { id: 1 }]);
      await failureOf(server.streams.get(1));
      assert.equal(server.calls.length, 1);
    }
  });

  it('write once, whatever happens', async () => {
    for (const failure of [503, 429, new DomoError('timeout', text('No.'))]) {
      const server = scriptedServer(() => failure);
      const execution = { executionId: 1, uploadId: undefined };
      const writes = [
        () => server.streams.create({}),
        () => server.streams.update(1, {}),
        () => server.streams.delete(1),
        () => server.executions.create(1, {}),
        () => server.executions.finalize(1, execution, { route: 'data', action: 'commit' }),
      ];
      for (const write of writes) await failureOf(write());
      assert.equal(server.calls.length, writes.length);
    }
  });

  it('that write are refused before anything is sent where the connection is read-only', async () => {
    const server = scriptedServer(() => 200, { readOnly: true });
    const execution = { executionId: 1, uploadId: undefined };
    const body = { contentType: 'text/csv', length: 0, open: () => assert.fail('it was opened') };
    for (const write of [
      () => server.streams.create({}),
      () => server.streams.update(1, {}),
      () => server.streams.delete(1),
      () => server.executions.create(1, {}),
      () => server.executions.update(1, 1, {}),
      () => server.executions.delete(1, 1),
      () => server.executions.putPart(1, execution, { route: 'data', number: 1, body }),
      () => server.executions.finalize(1, execution, { route: 'executions', action: 'abort' }),
    ])
      assert.equal(await kindOf(write()), 'readOnly');
    assert.deepEqual(server.calls, []);
  });

  it('are logged without bodies and tokens', async () => {
    const lines: string[] = [];
    const write = (line: string): unknown => lines.push(line);
    const log: Log = { trace: write, debug: write, info: write, warn: write, error: write };
    const server = scriptedServer((call) => (call.startsWith('PUT') ? 204 : 404), { log });
    await server.streams.update(7, { account: { id: 'secret' } });
    await failureOf(server.streams.get(7));
    assert.match(lines.join('\n'), /PUT \/streams\/7 → 204 in \d+ ms/);
    assert.match(lines.join('\n'), /GET \/streams\/7\?fields=all failed/);
    assert.doesNotMatch(lines.join('\n'), /secret/);
  });

  it('search by one known key, with the text encoded', async () => {
    const server = scriptedServer(() => [200, []]);
    await server.streams.search('dataSource.name', 'A&B ü*:x');
    assert.deepEqual(server.calls, ['GET /streams/search?q=dataSource.name:A%26B%20%C3%BC*%3Ax']);
    assert.equal(await kindOf(server.streams.search('id' as 'dataSource.id', '1')), 'badRequest');
  });

  for (const [what, answer, expected] of [
    ['of a live instance', [200, [{ executionId: 12 }]], 12],
    ['as a text', [200, [{ executionId: '12' }]], 12],
    ['of a stream that never ran', [200, []], undefined],
    ['in another form', [200, { executionId: 12 }], undefined],
    ['without an id', [200, [{}]], undefined],
    ['where there is no such call', 404, undefined],
  ] as const)
    it(`read the latest execution id ${what}`, async () => {
      const { streams } = scriptedServer(() => answer);
      assert.equal(await streams.latestExecutionId(1), expected);
    });

  it('do not take a refused token for a missing latest id', async () => {
    const { streams } = scriptedServer(() => 401);
    assert.equal(await kindOf(streams.latestExecutionId(1)), 'unauthorized');
  });
});

describe('pages of streams', () => {
  const rows = (from: number, to: number): { id: number }[] =>
    Array.from({ length: to - from }, (_, index) => ({ id: from + index }));

  for (const status of [400, 404, 405, 501])
    it(`come from the search where the list answers ${status}`, async () => {
      const server = scriptedServer((call) =>
        call.includes('/search') ? [200, rows(0, 25)] : status,
      );
      const page = await readStreamPage(server.streams, { limit: 10, offset: 0 });
      assert.deepEqual([page.streams.length, page.nextOffset, page.isWhole], [25, undefined, true]);
    });

  it('go on where a server gives fewer rows at once than it is asked for', async () => {
    const server = scriptedServer((call) => {
      const [limit = 0, offset = 0] = [...call.matchAll(/\d+/g)].map(Number);
      return [200, rows(offset, Math.min(60, offset + Math.min(limit, 20)))];
    });
    const read = (offset: number) => readStreamPage(server.streams, { limit: 50, offset });
    assert.equal((await read(0)).nextOffset, 20);
    assert.equal((await read(20)).nextOffset, 40);
    assert.equal((await read(40)).nextOffset, undefined);
  });

  it('are asked for again in a smaller size where the server refuses a large one', async () => {
    const server = scriptedServer((call) =>
      call.includes('limit=50&') ? [200, rows(0, 50)] : 400,
    );
    const page = await readStreamPage(server.streams, { limit: 500, offset: 0 });
    assert.deepEqual([page.streams.length, page.nextOffset], [50, 50]);
    assert.ok(!server.calls.some((call) => call.includes('/search')));
  });

  it('fail where the list fails for another reason', async () => {
    const server = scriptedServer(() => 403);
    assert.equal(
      await kindOf(readStreamPage(server.streams, { limit: 10, offset: 0 })),
      'forbidden',
    );
    assert.equal(server.calls.length, 1);
  });

  it('end with a page that is not full, and with a list that ignores paging', async () => {
    const server = scriptedServer((call) =>
      call.includes('limit=10&') ? [200, rows(0, 3)] : [200, rows(0, 30)],
    );
    const short = await readStreamPage(server.streams, { limit: 10, offset: 0 });
    assert.equal(short.nextOffset, undefined);
    const all = await readStreamPage(server.streams, { limit: 5, offset: 0 });
    assert.deepEqual([all.streams.length, all.nextOffset], [30, undefined]);
  });

  it('are completed in bulk, or one by one where there is no such call', async () => {
    const bulk = scriptedServer((call) => [
      200,
      (call.split('=')[1] ?? '').split(',').map((id) => ({ id })),
    ]);
    const ids = rows(1, 121).map(({ id }) => id);
    const found: number[] = [];
    await readWholeStreams(bulk.streams, ids, (streams) =>
      found.push(...streams.map(({ id }) => id)),
    );
    assert.deepEqual([found, bulk.calls.length], [ids, 3]);

    const single = scriptedServer((call) => {
      if (call.includes('/bulk') || call.includes('/streams/2?')) return 404;
      return [200, { id: /streams\/(\d+)/.exec(call)?.[1] }];
    });
    const one: number[] = [];
    await readWholeStreams(single.streams, [1, 2, 3], (streams) =>
      one.push(...streams.map(({ id }) => id)),
    );
    assert.deepEqual(one, [1, 3]);
  });
});
