import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { createDomoClient, type DomoClient } from '../../../src/domo/client';
import type { SandboxOptions } from '../../../src/sandbox/options';
import { NodeFactory } from '../../../src/vscode/tree/nodeFactory';
import type { ConnectionNode, StreamQuery, StreamsTreeNode } from '../../../src/vscode/tree/nodes';
import { TestSandbox } from '../../sandbox/server/support';
import { eventually } from '../support/eventually';
import { withSettings } from '../support/settings';

const pages = { 'domoStreams.tree.pageSize': 10 };

describe('The nodes of the tree', () => {
  let sandbox: TestSandbox;
  let client: DomoClient;
  let factory: NodeFactory;
  let told: StreamsTreeNode[];

  async function start(options: SandboxOptions = {}, query?: StreamQuery): Promise<ConnectionNode> {
    sandbox = await TestSandbox.start({ streams: 30, ...options });
    client = createDomoClient({
      origin: sandbox.sandbox.url,
      token: sandbox.sandbox.token,
      readOnly: false,
      timeoutSeconds: 10,
      connections: 4,
      proxy: { url: undefined, noProxy: [], off: true, strictSsl: true },
      clock: systemClock,
      log: silentLog,
    });
    told = [];
    factory = new NodeFactory({ get: () => Promise.resolve(client) }, silentLog, (node) =>
      told.push(node),
    );
    const connection = { id: 'one', name: 'One', url: sandbox.sandbox.url, readOnly: false };
    return factory.connection(connection, query);
  }

  afterEach(async () => {
    factory.dispose();
    await client.close();
    await sandbox.close();
  });

  const idsOf = ({ streams }: ConnectionNode): number[] =>
    streams.items.map(({ stream }) => stream.id);

  it('are loaded page by page, each stream once', () =>
    withSettings(pages, async () => {
      const node = await start();
      await node.streams.load();
      assert.equal(node.streams.items.length, 10);
      while (node.streams.hasMore) await node.streams.loadMore();
      assert.equal(node.streams.error, undefined);
      assert.equal(idsOf(node).length, 43);
      assert.equal(new Set(idsOf(node)).size, 43);
    }));

  for (const routes of ['live', 'specification'] as const)
    it(`are found on a server with the ${routes} routes`, () =>
      withSettings(pages, async () => {
        const node = await start({ routes });
        await node.streams.load();
        assert.equal(node.streams.error, undefined);
        assert.ok(idsOf(node).includes(101));
        const stream = node.streams.items.find((each) => each.stream.id === 105);
        assert.ok(stream);
        await stream.executions.load();
        const executions = stream.executions.items.map(({ execution }) => execution.executionId);
        assert.equal(executions[0], 12);
        while (stream.executions.hasMore) await stream.executions.loadMore();
        assert.deepEqual(
          stream.executions.items.map(({ execution }) => execution.executionId),
          [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
        );
      }));

  it('get their names in the background where the list has none, and keep them in a refresh', async () => {
    const node = await start({ sparse: true });
    await node.streams.load();
    assert.equal(node.streams.items[0]?.stream.name, undefined);
    await eventually('all have names', () =>
      node.streams.items.every(({ stream }) => stream.name !== undefined),
    );
    assert.equal(told.length, node.streams.items.length);
    factory.invalidate(node);
    await node.streams.load();
    assert.equal(node.streams.items[0]?.stream.name, 'Orders');
  });

  it('stay the same ones in a refresh, with what they have loaded', async () => {
    const node = await start();
    await node.streams.load();
    const [orders] = node.streams.items;
    assert.ok(orders);
    await orders.executions.load();
    const [newest] = orders.executions.items;
    await sandbox.put('101', { dataSource: { name: 'Orders, renamed' } });
    const { executionId } = await sandbox.execute(101);
    factory.invalidate(node);
    await node.streams.load();
    await orders.executions.load();
    assert.equal(node.streams.items[0], orders);
    assert.equal(orders.stream.name, 'Orders, renamed');
    assert.equal(orders.executions.items[0]?.execution.executionId, executionId);
    assert.equal(orders.executions.items[1], newest);
  });

  it('bring one stream up to date in place', async () => {
    const node = await start();
    await node.streams.load();
    const [orders] = node.streams.items;
    assert.ok(orders);
    await sandbox.put('101', { dataSource: { name: 'Renamed' } });
    await factory.refreshStream(orders);
    assert.equal(orders.stream.name, 'Renamed');
    assert.deepEqual(told, [orders]);
  });

  it('are those that the server finds, where one searches', async () => {
    const node = await start({}, { key: 'dataSource.name', value: '*Orders*' });
    await node.streams.load();
    assert.ok(idsOf(node).includes(101));
    assert.equal(node.streams.hasMore, false);
  });

  it('tell why they could not be loaded', async () => {
    const node = await start();
    await sandbox.put('/sandbox/faults', [{ path: '**', status: 401 }]);
    await node.streams.load();
    assert.ok(node.streams.error instanceof Error);
    assert.match(node.streams.error.message, /token/);
    await sandbox.put('/sandbox/faults', []);
    factory.invalidate(node);
    await node.streams.load();
    assert.equal(node.streams.error, undefined);
    assert.ok(idsOf(node).length > 0);
  });
});
