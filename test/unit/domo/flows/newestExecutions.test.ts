import assert from 'node:assert/strict';
import type { Execution } from '../../../../src/domo/api/model';
import { newestExecutions, olderExecutions } from '../../../../src/domo/flows/newestExecutions';
import { readExecutions } from '../../../../src/domo/api/schemas';
import type { ExecutionsApi } from '../../../../src/domo/api/executions';
import type { PageRequest, StreamsApi } from '../../../../src/domo/api/streams';
import { rounds } from '../../../support/rounds';
import { seededRandom } from '../../../support/seededRandom';

interface FakeList {
  readonly ids: readonly number[];
  readonly newestId?: number | undefined;
  readonly ignoresPaging?: boolean;
  readonly mostRows?: number;
}

/** A server with executions of these ids, and how many pages were asked for. */
function fakeApi({ ids, newestId, ignoresPaging, mostRows = Infinity }: FakeList) {
  const counts = { pages: 0 };
  const list = (_streamId: number, { limit, offset }: PageRequest): Promise<Execution[]> => {
    counts.pages += 1;
    const end = offset + Math.min(limit, mostRows);
    const page = ignoresPaging ? ids : ids.slice(offset, end);
    return Promise.resolve(
      readExecutions(
        page.map((executionId) => ({ executionId })),
        'GET',
      ),
    );
  };
  const api = {
    streams: { latestExecutionId: () => Promise.resolve(newestId) } as unknown as StreamsApi,
    executions: { list } as unknown as ExecutionsApi,
  };
  return { api, counts };
}

/** All pages of a list, from the newest on. */
async function readAll(list: FakeList, count: number) {
  const { api, counts } = fakeApi(list);
  let page = await newestExecutions(api, 1, count);
  const firstPages = counts.pages;
  const read = page.items.map(({ executionId }) => executionId);
  const firstLength = read.length;
  while (page.remaining > 0) {
    page = await olderExecutions(api.executions, 1, page.remaining, count);
    assert.ok(page.items.length > 0, 'an empty page in the middle');
    read.push(...page.items.map(({ executionId }) => executionId));
  }
  return { read, firstLength, firstPages };
}

const dense = (length: number): number[] => Array.from({ length }, (_, index) => index + 1);
const newestFirst = (ids: readonly number[]): number[] => [...ids].reverse();

describe('newest executions', () => {
  for (const length of [0, 1, 9, 10, 11, 25, 1000])
    for (const known of [true, false])
      it(`are exact of ${length}, the newest id ${known ? 'known' : 'unknown'}`, async () => {
        const ids = dense(length);
        const newestId = known && length > 0 ? length : undefined;
        const { read, firstLength, firstPages } = await readAll({ ids, newestId }, 10);
        assert.deepEqual(read, newestFirst(ids));
        assert.equal(firstLength, Math.min(10, length));
        assert.ok(firstPages <= (newestId ? 1 : 18), `${firstPages} pages were asked for`);
      });

  it('are exact whatever was deleted, with a bounded number of requests', async () => {
    const random = seededRandom(20_240_501);
    for (let round = 0; round < rounds(300); round += 1) {
      const last = Math.floor(random() * 3000);
      const kept = random();
      const ids = dense(last).filter((id) => id === last || random() < kept);
      const newestId = random() < 0.5 ? ids.at(-1) : undefined;
      const count = 1 + Math.floor(random() * 100);
      const { read, firstLength, firstPages } = await readAll({ ids, newestId }, count);
      const what = `round ${round}: ${ids.length} of ${last}, pages of ${count}, newest ${newestId}`;
      assert.deepEqual(read, newestFirst(ids), what);
      assert.equal(firstLength, Math.min(count, ids.length), what);
      assert.ok(firstPages <= 30, `${what} took ${firstPages} requests`);
    }
  });

  it('are found where the newest id is that of a deleted one', async () => {
    const ids = dense(40);
    assert.deepEqual((await readAll({ ids, newestId: 55 }, 10)).read, newestFirst(ids));
  });

  for (const length of [0, 3, 11, 400])
    for (const known of [true, false])
      it(`are all ${length} where the server ignores paging, newest id ${known ? 'known' : 'unknown'}`, async () => {
        const ids = dense(length).map((id) => id + 20);
        const list = { ids, ignoresPaging: true, newestId: known ? ids.at(-1) : undefined };
        const { read, firstPages } = await readAll(list, 10);
        assert.deepEqual(read, newestFirst(ids));
        assert.ok(firstPages <= 3);
      });

  it('are the newest where the server gives fewer rows than it was asked for', async () => {
    const { api } = fakeApi({ ids: dense(120), newestId: 120, mostRows: 50 });
    const { items: executions, remaining: olderCount } = await newestExecutions(api, 1, 100);
    assert.equal(executions[0]?.executionId, 120);
    assert.equal(olderCount + executions.length, 120);
  });
});
