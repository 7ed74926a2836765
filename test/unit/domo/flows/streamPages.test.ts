import assert from 'node:assert/strict';
import { readStreamPage, readWholeStreams } from '../../../../src/domo/flows/streamPages';
import { kindOf } from '../../../support/collect';
import { scriptedServer } from '../../../support/scriptedTransport';

describe('pages of streams', () => {
  const rows = (from: number, to: number): { id: number }[] =>
    Array.from({ length: to - from }, (_, index) => ({ id: from + index }));

  for (const status of [404, 405, 501])
    it(`come from the search where the list answers ${status}`, async () => {
      const server = scriptedServer((call) =>
        call.includes('/search') ? [200, rows(0, 25)] : status,
      );
      const page = await readStreamPage(server.streams, { limit: 10, offset: 0 });
      assert.deepEqual([page.items.length, page.next, page.isWhole], [25, undefined, true]);
    });

  it('go on where a server gives fewer rows at once than it is asked for', async () => {
    const server = scriptedServer((call) => {
      const [limit = 0, offset = 0] = [...call.matchAll(/\d+/g)].map(Number);
      return [200, rows(offset, Math.min(60, offset + Math.min(limit, 20)))];
    });
    const read = (offset: number) => readStreamPage(server.streams, { limit: 50, offset });
    assert.equal((await read(0)).next, 20);
    assert.equal((await read(20)).next, 40);
    assert.equal((await read(40)).next, undefined);
  });

  it('are asked for again in a smaller size where the server refuses a large one', async () => {
    const server = scriptedServer((call) =>
      call.includes('limit=50&') ? [200, rows(0, 50)] : 400,
    );
    const page = await readStreamPage(server.streams, { limit: 500, offset: 0 });
    assert.deepEqual([page.items.length, page.next], [50, 50]);
    assert.ok(!server.calls.some((call) => call.includes('/search')));
  });

  it('are not searched for if the list rejects what it is asked for', async () => {
    const server = scriptedServer(() => 400);
    const page = { limit: 10, offset: 0 };
    assert.equal(await kindOf(readStreamPage(server.streams, page)), 'badRequest');
    assert.equal(server.calls.length, 1);
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
    assert.equal(short.next, undefined);
    const all = await readStreamPage(server.streams, { limit: 5, offset: 0 });
    assert.deepEqual([all.items.length, all.next], [30, undefined]);
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

  for (const answer of [403, 404, [200, { id: 'odd' }]] as const)
    it(`are completed without a stream that answers ${JSON.stringify(answer)}`, async () => {
      for (const bulk of [403, 404]) {
        const server = scriptedServer((call) => {
          if (call.includes('/bulk')) return bulk;
          if (call.includes('/streams/2?')) return answer;
          return [200, { id: /streams\/(\d+)/.exec(call)?.[1] }];
        });
        const found: number[] = [];
        await readWholeStreams(server.streams, [1, 2, 3], (streams) =>
          found.push(...streams.map(({ id }) => id)),
        );
        assert.deepEqual(found, [1, 3]);
      }
    });

  it('are not completed with a refused token', async () => {
    const server = scriptedServer((call) => (call.includes('/bulk') ? 404 : 401));
    assert.equal(
      await kindOf(readWholeStreams(server.streams, [1, 2], () => undefined)),
      'unauthorized',
    );
    assert.equal(server.calls.length, 2);
  });
});
