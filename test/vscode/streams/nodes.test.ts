import assert from 'node:assert/strict';
import type { DomoClient } from '../../../src/domo/client';
import type { StreamQuery } from '../../../src/domo/api/model';
import type { SandboxOptions } from '../../../src/sandbox/options';
import type { NodeFactory } from '../../../src/streams/nodeFactory';
import type { ConnectionNode, StreamsTreeNode } from '../../../src/streams/nodes';
import type { TestSandbox } from '../../server/sandbox/support';
import { eventually } from '../../support/vscode/eventually';
import { startTreeNodes, type TreeNodes } from '../../support/vscode/treeNodes';

describe('The nodes of the tree', () => {
  let nodes: TreeNodes;
  let sandbox: TestSandbox;
  let client: DomoClient;
  let factory: NodeFactory;
  let told: StreamsTreeNode[];

  async function start(options: SandboxOptions = {}, query?: StreamQuery): Promise<ConnectionNode> {
    nodes = await startTreeNodes({ streams: 30, ...options }, query);
    ({ sandbox, client, factory, told } = nodes);
    return nodes.node;
  }

  afterEach(() => nodes.close());

  const idsOf = ({ streams }: ConnectionNode): number[] =>
    streams.items.map(({ stream }) => stream.id);

  it('are loaded page by page, each stream once', async () => {
    const node = await start();
    await node.streams.load();
    assert.equal(node.streams.items.length, 10);
    while (node.streams.hasMore) await node.streams.loadMore();
    assert.equal(node.streams.error, undefined);
    assert.equal(idsOf(node).length, 43);
    assert.equal(new Set(idsOf(node)).size, 43);
  });

  for (const routes of ['live', 'specification'] as const)
    it(`are found on a server with the ${routes} routes`, async () => {
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
    });

  it('get their names in the background where the list has none, and keep them in a refresh', async () => {
    const node = await start({ sparse: true });
    await node.streams.load();
    assert.equal(node.streams.items[0]?.stream.name, undefined);
    await eventually('all have names', () =>
      node.streams.items.every(({ stream }) => stream.name !== undefined),
    );
    assert.equal(told.filter(({ type }) => type === 'stream').length, node.streams.items.length);
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
    told.length = 0;
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

  it('are given page by page where the server gives all at once, and tell how many are left', async () => {
    const query = { key: 'transport.type', value: '*' } as const;
    for (const [options, given] of [
      [{}, query],
      [{ routes: 'specification' }, undefined],
    ] as const) {
      const node = await start(options, given);
      await node.streams.load();
      assert.deepEqual([node.streams.items.length, node.streams.remaining], [10, 33]);
      await nodes.forgetAsked();
      while (node.streams.hasMore) await node.streams.loadMore();
      assert.equal(new Set(idsOf(node)).size, 43);
      assert.deepEqual(await nodes.asked(), []);
      await nodes.close();
    }
    await start();
  });

  it('take what a search has found, and do not ask again', async () => {
    const query = { key: 'dataSource.name', value: '*Orders*' } as const;
    await start();
    const found = await client.streams.search(query.key, query.value);
    const node = factory.connection(nodes.connection, query, found);
    await nodes.forgetAsked();
    await node.streams.load();
    assert.deepEqual(
      idsOf(node),
      found.map(({ id }) => id),
    );
    assert.deepEqual(await nodes.asked(), []);
    factory.invalidate(node);
    await node.streams.load();
    assert.equal((await nodes.asked()).length, 1);
  });

  it('are not named any further once they are out of sight, and then again', async () => {
    const node = await start({ sparse: true });
    await sandbox.put('/sandbox/faults', [{ path: '**/bulk', nth: 'every', delayMs: 300 }]);
    await node.streams.load();
    factory.names.pause(node);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.ok(node.streams.items.every(({ stream }) => stream.name === undefined));
    await sandbox.put('/sandbox/faults', []);
    factory.names.resume(node);
    await eventually('all have names', () =>
      node.streams.items.every(({ stream }) => stream.name !== undefined),
    );
  });

  it('leave no gap where one was deleted', async () => {
    const node = await start();
    await node.streams.load();
    const [first, second] = node.streams.items;
    assert.ok(first && second);
    await sandbox.call('DELETE', String(first.stream.id));
    factory.removeStream(first);
    assert.equal(node.streams.items[0], second);
    while (node.streams.hasMore) await node.streams.loadMore();
    assert.equal(new Set(idsOf(node)).size, 42);
  });

  it('show how their connection stands', async () => {
    const node = await start();
    const stateAfter = async (faults: object[]): Promise<string> => {
      await sandbox.put('/sandbox/faults', faults);
      factory.invalidate(node);
      await node.streams.load();
      return node.state;
    };
    assert.equal(node.state, 'unknown');
    assert.equal(await stateAfter([]), 'connected');
    assert.equal(await stateAfter([{ path: '**', nth: 'every', status: 401 }]), 'signedOut');
    assert.equal(await stateAfter([{ path: '**', nth: 'every', status: 501 }]), 'failing');
    assert.equal(await stateAfter([{ path: '**', nth: 'every', reset: 'early' }]), 'unreachable');
    assert.equal(await stateAfter([]), 'connected');
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
