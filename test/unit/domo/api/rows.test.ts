import assert from 'node:assert/strict';
import { englishOf, text, type Text } from '../../../../src/base/text';
import { isDomoError } from '../../../../src/domo/http/errors';
import type { JsonValue } from '../../../../src/base/json';
import { newestExecutions } from '../../../../src/domo/flows/newestExecutions';
import { readExecutions, readStreams } from '../../../../src/domo/api/schemas';
import { readStreamPage } from '../../../../src/domo/flows/streamPages';
import { failureOf, kindOf } from '../../../support/collect';
import { scriptedServer } from '../../../support/scriptedTransport';

const call = 'GET /streams';
const none = text('');

function messageOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isDomoError(error) && error.kind === 'unexpectedAnswer') return error.message;
    throw error;
  }
  throw new Error('It was read.');
}

describe('A list with an odd element', () => {
  it('has the element with all that could be read, its JSON, and what is wrong', () => {
    const odd = { id: 2, updateMethod: 'APPEND', lastExecution: { executionId: 'x' } };
    const streams = readStreams([{ id: 1 }, odd, { id: 3 }], call);
    assert.deepEqual(
      streams.map(({ id }) => id),
      [1, 2, 3],
    );
    const [good, read] = streams;
    assert.equal(good?.problem, undefined);
    assert.match(englishOf(read?.problem ?? none), /^lastExecution\.executionId: /);
    assert.deepEqual([read?.updateMethod, read?.raw], ['APPEND', odd]);
  });

  it('keeps the state of an execution that is odd in another field', () => {
    const odd = { executionId: 2, currentState: 'ACTIVE', errors: ['none'] };
    const [read] = readExecutions([odd], call);
    assert.deepEqual([read?.executionId, read?.currentState, read?.errors], [2, 'ACTIVE', []]);
    assert.match(englishOf(read?.problem ?? none), /^errors\.0/);
  });

  it('leaves out an element without an ID, and reports what is wrong', () => {
    const problems: string[] = [];
    const onUnreadable = (problem: Text): unknown => problems.push(englishOf(problem));
    const elements = [{ id: 1 }, {}, null, 'x', { id: 1e300 }, { id: '9'.repeat(30) }, { id: 5 }];
    const streams = readStreams(elements, call, { onUnreadable });
    assert.deepEqual(
      streams.map(({ id }) => id),
      [1, 5],
    );
    assert.equal(problems.length, 5);
    assert.match(problems[0] ?? '', /^id: /);
  });

  it('is refused if nearly everything in it is odd', () => {
    const many = Array<JsonValue>(2000).fill({ id: 'x' });
    assert.match(
      messageOf(() => readStreams(many, call)),
      /unexpected format.*id: .*\(GET/,
    );
  });

  it('is refused if it is far longer than asked for', () => {
    const many = Array<JsonValue>(11).fill({ id: 1 });
    assert.equal(readStreams(many, call, { most: 11 }).length, 11);
    assert.match(
      messageOf(() => readStreams(many, call, { most: 10 })),
      /11 .*10/,
    );
  });

  it('is no list of a million columns or errors', () => {
    const columns = Array<JsonValue>(1_000_000).fill({ name: 'a' });
    const [stream] = readStreams([{ id: 1, schemaDefinition: { columns } }], call);
    assert.match(englishOf(stream?.problem ?? none), /^schemaDefinition\.columns: /);
    const errors = Array<JsonValue>(1_000_000).fill({});
    const [execution] = readExecutions([{ executionId: 1, errors }], call);
    assert.match(englishOf(execution?.problem ?? none), /^errors: /);
  });
});

describe('Calls for lists', () => {
  const rows = (count: number, key = 'id'): object[] =>
    Array.from({ length: count }, (_, index) => ({ [key]: index + 1 }));

  it('refuse a list that is far longer than asked for', async () => {
    const page = { limit: 100, offset: 0 };
    const { streams, executions } = scriptedServer(() => [200, rows(60_000)]);
    for (const read of [
      streams.list(page),
      streams.bulk([1, 2]),
      streams.search('dataSource.name', '*'),
      streams.history(1),
      executions.list(1, page),
    ])
      assert.match((await failureOf(read)).message, /60000/);
  });

  it('take all streams of a server that ignores paging', async () => {
    const { streams } = scriptedServer(() => [200, rows(9000)]);
    const page = await readStreamPage(streams, { limit: 100, offset: 0 });
    assert.deepEqual([page.items.length, page.isWhole], [9000, true]);
  });

  it('count elements without an ID, so that the next page begins in the right place', async () => {
    const odd = [...rows(8), {}, 'x'];
    const { streams } = scriptedServer(() => [200, odd]);
    const page = await readStreamPage(streams, { limit: 10, offset: 30 });
    assert.deepEqual([page.items.length, page.unreadable.length, page.next], [8, 2, 40]);
  });

  it('count executions without an ID, so that none is skipped', async () => {
    const all = [...rows(25, 'executionId'), {}, { executionId: 27 }];
    const server = scriptedServer((path) => {
      if (path.includes('/state/')) return [200, [{ executionId: 27 }]];
      const [, limit, offset] = /limit=(\d+)&offset=(\d+)/.exec(path) ?? [];
      return [200, all.slice(Number(offset), Number(offset) + Number(limit))];
    });
    const page = await newestExecutions(server, 1, 10);
    assert.deepEqual([page.items.length, page.unreadable.length, page.remaining], [9, 1, 17]);
    assert.equal(page.items[0]?.executionId, 27);
  });

  it('read one stream in an odd form only for those who show its JSON', async () => {
    const odd = { id: 7, updateMethod: 'APPEND', dataSource: 'none' };
    const { streams, executions } = scriptedServer((path) =>
      path.includes('executions') ? [200, { executionId: 'x' }] : [200, odd],
    );
    assert.equal(await kindOf(streams.get(7)), 'unexpectedAnswer');
    const stream = await streams.get(7, { oddToo: true });
    assert.deepEqual([stream.id, stream.updateMethod, stream.raw], [7, 'APPEND', odd]);
    assert.equal(await kindOf(executions.get(7, 5)), 'unexpectedAnswer');
    const execution = await executions.get(7, 5, { oddToo: true });
    assert.deepEqual([execution.executionId, execution.raw], [5, { executionId: 'x' }]);
    assert.ok(stream.problem && execution.problem);
  });

  it('read no other value as a stream, for any caller', async () => {
    for (const value of [null, [], 7, [{ id: 7 }]]) {
      const { streams } = scriptedServer(() => [200, value]);
      assert.equal(await kindOf(streams.get(7, { oddToo: true })), 'unexpectedAnswer');
    }
  });
});
