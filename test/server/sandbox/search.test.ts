import assert from 'node:assert/strict';
import { withSandbox, type StreamJson } from './support';

describe('sandbox: search', () => {
  const sandbox = withSandbox();
  const search = (query: string): Promise<number[]> =>
    sandbox()
      .get(`search?q=${encodeURIComponent(query)}`)
      .then((reply) => reply.json<StreamJson[]>().map(({ id }) => id));

  for (const [query, ids] of [
    ['dataSource.name:orders', [101]],
    ['dataSource.name:*STOCK*', [107]],
    ['dataSource.name:Café Münster: Kassenbuch', [110]],
    ['dataSource.name:Customers / *', [102]],
    ['dataSource.name:order', []],
    ['dataSource.name:*[draft](x)', [112]],
    ['dataSource.owner.id:1252209421', [105, 107, 109, 111]],
    ['transport.type:SFTP', [107]],
    ['account.configurations.value:domo-transfer', [107, 111]],
  ] as const)
    it(`finds ${ids.length} for ${query}`, async () => {
      assert.deepEqual(await search(query), ids);
    });

  it('finds the stream of a DataSet, with an unescaped colon too', async () => {
    const { dataSource } = await sandbox().stream(111);
    const reply = await sandbox().get(`search?q=dataSource.id:${dataSource.id}`);
    assert.equal(reply.json<StreamJson[]>()[0]?.id, 111);
  });

  for (const query of [
    '',
    'orders',
    'dataSource.title:x',
    'dataSource.name:',
    'dataSource.name:x,transport.type:API',
    'toString:x',
  ])
    it(`refuses "${query}"`, async () => {
      assert.equal((await sandbox().get(`search?q=${encodeURIComponent(query)}`)).status, 400);
    });

  it('refuses two queries at once', async () => {
    const reply = await sandbox().get('search?q=transport.type:API&q=dataSource.name:x');
    assert.equal(reply.status, 400);
  });
});
