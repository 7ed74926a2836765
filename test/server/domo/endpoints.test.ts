import assert from 'node:assert/strict';
import { DomoError, isDomoError } from '../../../src/domo/http/errors';
import { searchKeys } from '../../../src/domo/api/model';
import { failureOf, kindOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';

describe('the client at the sandbox', () => {
  const own = withDomoSandbox({ streams: 120 });

  it('lists streams page by page', async () => {
    const { client } = own();
    const ids: number[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const page = await client.readStreamPage({ limit: 50, offset });
      ids.push(...page.items.map(({ id }) => id));
      offset = page.next;
    }
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.length > 120 && ids.includes(101));
  });

  it('reads one stream whole', async () => {
    const stream = await own().client.streams.get(101);
    assert.equal(stream.name, 'Orders');
    assert.equal(stream.transportType, 'API');
    assert.equal(stream.updateMethod, 'REPLACE');
    assert.equal(stream.owner, 'Mara Lindqvist');
    assert.equal(stream.columns?.length, 8);
    assert.equal(stream.lastExecution?.currentState, 'SUCCESS');
  });

  it('reads several in bulk', async () => {
    const streams = await own().client.streams.bulk([101, 102, 999_999]);
    assert.deepEqual(
      streams.map(({ id }) => id),
      [101, 102],
    );
  });

  it('searches by each of the five keys', async () => {
    const { client } = own();
    const { dataSourceId = '' } = await client.streams.get(101);
    const texts: Record<(typeof searchKeys)[number], string> = {
      'dataSource.name': 'Ord*',
      'dataSource.id': dataSourceId,
      'dataSource.owner.id': '1704739518',
      'transport.type': 'API',
      'account.configurations.value': '*',
    };
    for (const key of searchKeys) {
      const found = await client.streams.search(key, texts[key]);
      const isFound = found.some(({ id }) => id === (key.startsWith('account') ? 107 : 101));
      assert.ok(isFound, `${key} found ${found.map(({ id }) => id).join()}`);
    }
    assert.deepEqual(await client.streams.search('dataSource.name', 'no such & name?'), []);
  });

  it('finds names with characters of all kinds', async () => {
    const { client } = own();
    for (const [id, name] of [
      [105, '☕ Roaster Sensor Readings'],
      [102, 'Customers / Loyalty'],
      [110, 'Café Münster: Kassenbuch'],
    ] as const)
      assert.deepEqual(
        (await client.streams.search('dataSource.name', name)).map((stream) => stream.id),
        [id],
      );
  });

  it('creates, updates and deletes a stream', async () => {
    const { streams } = own().client;
    const created = await streams.create({
      transport: { type: 'SFTP' },
      dataSource: { name: 'My New DataSet', description: 'This will bring about world peace' },
      account: { id: 19 },
    });
    assert.deepEqual([created.name, created.transportType], ['My New DataSet', 'SFTP']);
    await streams.update(created.id, { dataSource: { name: 'Renamed' } });
    assert.equal((await streams.get(created.id)).name, 'Renamed');
    await streams.delete(created.id);
    assert.equal(await kindOf(streams.get(created.id)), 'notFound');
  });

  it('starts, reads, updates, ends and deletes executions', async () => {
    const { client } = own();
    const { executions } = client;
    const execution = await executions.create(113, { updateMethod: 'REPLACE' });
    const { executionId } = execution;
    assert.deepEqual([execution.updateMethod, execution.currentState], ['REPLACE', 'ACTIVE']);
    await executions.update(113, executionId, { updateMethod: 'APPEND' });
    assert.equal((await executions.get(113, executionId)).updateMethod, 'APPEND');
    await client.finalize(113, execution, { action: 'abort', route: 'auto', reason: 'Enough.' });
    const aborted = await executions.get(113, executionId);
    assert.equal(aborted.currentState, 'ABORTED');
    assert.match(aborted.errors[0]?.message ?? '', /Enough/);
    await executions.delete(113, executionId);
    assert.equal(await kindOf(executions.get(113, executionId)), 'notFound');
  });

  it('pages executions from the newest back', async () => {
    const { client } = own();
    const first = await client.newestExecutions(105, 5);
    const older = await client.olderExecutions(105, first.remaining, 5);
    const oldest = await client.olderExecutions(105, older.remaining, 5);
    const ids = [first, older, oldest].map(({ items }) =>
      items.map(({ executionId }) => executionId),
    );
    assert.deepEqual(ids, [
      [12, 11, 10, 9, 8],
      [7, 6, 5, 4, 3],
      [2, 1],
    ]);
    assert.equal(oldest.remaining, 0);
    const { items: executions, remaining: olderCount } = await client.newestExecutions(113, 5);
    assert.ok(executions.length <= 1 && olderCount === 0);
  });

  it('names a refused token and a missing stream, with the trace id', async () => {
    const missing = await failureOf(own().client.streams.get(999_999));
    assert.ok(isDomoError(missing));
    assert.deepEqual([missing.kind, missing.status], ['notFound', 404]);
    assert.ok(missing.toe && missing.message.includes(missing.toe));
    assert.ok(missing instanceof DomoError);
  });
});
