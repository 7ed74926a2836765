import assert from 'node:assert/strict';
import { TestSandbox, withSandbox, type StreamJson } from './support';

describe('sandbox: streams', () => {
  const sandbox = withSandbox();

  it("creates the specification's example, with a new DataSet", async () => {
    const reply = await sandbox().call('POST', '', {
      transport: { type: 'SFTP' },
      dataSource: { name: 'My New DataSet', description: 'This will bring about world peace' },
      account: { id: 19 },
    });
    const created = reply.json<StreamJson>();
    assert.equal(reply.status, 201);
    assert.equal(created.dataSource.name, 'My New DataSet');
    assert.equal(created.dataSource.description, 'This will bring about world peace');
    assert.equal(created.account?.id, 19);
    assert.deepEqual(await sandbox().stream(created.id), created);
  });

  for (const [what, body] of [
    ['no transport', { dataSource: { name: 'x' } }],
    ['no name', { transport: { type: 'API' }, dataSource: {} }],
    ['an empty name', { transport: { type: 'API' }, dataSource: { name: ' ' } }],
    ['an array', []],
  ] as const)
    it(`refuses to create a stream from ${what}`, async () => {
      assert.equal((await sandbox().call('POST', '', body)).status, 400);
    });

  it('changes only the fields that are sent', async () => {
    const before = await sandbox().stream(106);
    const reply = await sandbox().put('106', { dataSource: { description: 'New words.' } });
    const after = reply.json<StreamJson>();
    assert.equal(after.dataSource.description, 'New words.');
    assert.equal(after.dataSource.name, before.dataSource.name);
    assert.ok(after.modifiedAt > before.modifiedAt);
    assert.deepEqual(after.schemaDefinition, before.schemaDefinition);
  });

  it("ignores fields that are the server's own, without a word", async () => {
    const reply = await sandbox().put('106', { id: 7, createdBy: 1, nonsense: true, valid: false });
    const { id, valid, ...fields } = reply.json();
    assert.deepEqual([reply.status, id, valid, 'nonsense' in fields], [200, 106, true, false]);
  });

  for (const [field, value] of [
    ['updateMethod', 'MERGE'],
    ['schemaDefinition', { columns: [] }],
    ['schemaDefinition', { columns: [{ name: 'a', type: 'BOOLEAN' }] }],
    [
      'schemaDefinition',
      {
        columns: [
          { name: 'a', type: 'LONG' },
          { name: 'A', type: 'LONG' },
        ],
      },
    ],
    ['scheduleExpression', 'every day'],
    ['advancedScheduleJson', '{'],
    ['account', { id: 'x' }],
    ['streamConfiguration', 'x'],
    ['streamConfiguration', [{ name: 'a', value: 1 }]],
  ] as const)
    it(`refuses ${field} ${JSON.stringify(value)}`, async () => {
      const before = await sandbox().stream(109);
      assert.equal((await sandbox().put('109', { [field]: value })).status, 400);
      assert.deepEqual(await sandbox().stream(109), before);
    });

  it('refuses malformed JSON', async () => {
    assert.equal((await sandbox().put('109', '{"dataSource":')).status, 400);
  });

  it('takes a configuration in either form, and gives it in the form the stream has', async () => {
    const entries = [{ category: 'METADATA', name: 'a', type: 'string', value: '1' }];
    const map = { a: { value: '1', type: 'string' } };
    const asArray = [{ streamId: 104, ...entries[0] }];
    for (const body of [entries, map]) {
      const array = await sandbox().put('104', { streamConfiguration: body });
      assert.deepEqual(array.json<StreamJson>().configuration, asArray);
      const asMap = await sandbox().put('103', { configuration: body });
      assert.deepEqual(asMap.json<StreamJson>().configuration, map);
    }
  });

  it('gives lists page by page, ascending', async () => {
    const page = await sandbox().get('/api/data/v1/streams?limit=3&offset=2&fields=all');
    const ids = page.json<StreamJson[]>().map(({ id }) => id);
    assert.deepEqual(ids, [103, 104, 105]);
  });

  it('gives several streams at once, without those that do not exist', async () => {
    const reply = await sandbox().get('bulk?streamId=113,5,101');
    assert.deepEqual(
      reply.json<StreamJson[]>().map(({ id }) => id),
      [113, 101],
    );
  });

  it('gives the latest execution as the state, and an empty array where there is none', async () => {
    const latest = (await sandbox().get('state/107')).json<{ executionId: number }[]>();
    assert.equal(latest[0]?.executionId, 5);
    assert.deepEqual((await sandbox().get('state/113')).json(), []);
  });

  it('gives the schema of a DataSet', async () => {
    const { dataSource, schemaDefinition } = await sandbox().stream(101);
    const reply = await sandbox().get(`/api/data/v2/datasources/${dataSource.id}/schemas/latest`);
    assert.deepEqual(reply.json(), { schema: schemaDefinition });
  });

  it('deletes a stream, but not the rows of its DataSet', async () => {
    const own = await TestSandbox.start();
    const { dataSource } = await own.stream(105);
    await own.upload(105, ['1,2\n']);
    assert.equal((await own.call('DELETE', '105')).status, 204);
    assert.equal((await own.get('105')).status, 404);
    assert.equal((await own.get(`/sandbox/datasets/${dataSource.id}.csv`)).text, '1,2\n');
    await own.close();
  });

  it('writes seconds in streams and executions, but milliseconds in DataSets', async () => {
    const { createdAt, dataSource, lastExecution } = (await sandbox().get('101')).json<{
      createdAt: number;
      dataSource: { created: number };
      lastExecution: { startedAt: number };
    }>();
    assert.equal(dataSource.created, createdAt * 1000);
    assert.ok(lastExecution.startedAt < Date.now() / 1000);
  });
});
