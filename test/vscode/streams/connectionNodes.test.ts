import assert from 'node:assert/strict';
import type { Connection } from '../../../src/connections/connection';
import { ConnectionNodes } from '../../../src/streams/connectionNodes';
import { startTreeNodes, type TreeNodes } from '../../support/vscode/treeNodes';

const query = { key: 'dataSource.name', value: '*Orders*' } as const;

describe('The connections of the tree', () => {
  let nodes: TreeNodes;
  let list: Connection[];
  let connections: ConnectionNodes;

  beforeEach(async () => {
    nodes = await startTreeNodes({ streams: 30 });
    list = [nodes.connection, { ...nodes.connection, id: 'two' }];
    connections = new ConnectionNodes({ list: () => list }, nodes.factory);
  });

  afterEach(() => nodes.close());

  it('keep their nodes while they stay, in the order of the settings', () => {
    const [one, two] = connections.all;
    list = [{ ...nodes.connection, id: 'two', name: 'Renamed' }, nodes.connection];
    connections.read();
    assert.deepEqual(connections.all, [two, one]);
    assert.equal(two?.connection.name, 'Renamed');
  });

  it('begin anew at another address', () => {
    const [one] = connections.all;
    list = [{ ...nodes.connection, url: 'http://127.0.0.1:1' }];
    connections.read();
    assert.equal(connections.all.length, 1);
    assert.notEqual(connections.all[0], one);
  });

  it('show after a search what they had loaded before it, brought up to date', async () => {
    const node = connections.find('one');
    assert.ok(node);
    await node.streams.load();
    await node.streams.loadMore();
    const [first] = node.streams.items;
    assert.ok(connections.setQuery('one', query, undefined));
    await nodes.sandbox.put('101', { dataSource: { name: 'Renamed' } });
    assert.notEqual(connections.find('one'), node);
    assert.ok(connections.setQuery('one', undefined, undefined));
    assert.equal(connections.find('one'), node);
    await node.streams.load();
    assert.equal(node.streams.items.length, 20);
    assert.equal(node.streams.items[0], first);
    assert.equal(first?.stream.name, 'Renamed');
  });

  it('clear no search where there is none', () => {
    assert.equal(connections.setQuery('one', undefined, undefined), false);
    assert.equal(connections.setQuery('three', query, undefined), false);
  });
});
