import assert from 'node:assert/strict';
import { shownBelow } from '../../../src/streams/nodes';
import { startTreeNodes, type TreeNodes } from '../../support/vscode/treeNodes';

describe('What stands below a connection', () => {
  let nodes: TreeNodes;

  beforeEach(async () => {
    nodes = await startTreeNodes({ streams: 30 });
    await nodes.node.streams.load();
  });
  afterEach(() => nodes.close());

  const shown = (): string[] => shownBelow(nodes.node).map(({ type }) => type);
  const setFaults = (faults: object[]): Promise<unknown> =>
    nodes.sandbox.put('/sandbox/faults', faults);

  async function refresh(): Promise<void> {
    nodes.factory.invalidate(nodes.node);
    await nodes.node.streams.load();
  }

  it('is headed by a failed refresh, with all that was there before', async () => {
    const before = shown();
    assert.deepEqual([before[0], before.at(-1)], ['stream', 'more']);
    await setFaults([{ path: '**', status: 400 }]);
    await refresh();
    assert.deepEqual(shown(), ['error', ...before]);
    await setFaults([]);
    await refresh();
    assert.deepEqual(shown(), before);
  });

  it('ends with a further page that failed, where that was asked for', async () => {
    const before = shown();
    await setFaults([{ path: '**', status: 400 }]);
    await nodes.node.streams.loadMore();
    assert.deepEqual(shown(), [...before.slice(0, -1), 'error']);
  });

  it('is the failure alone where there is nothing yet', async () => {
    const fresh = nodes.factory.connection(nodes.connection);
    await setFaults([{ path: '**', status: 400 }]);
    await fresh.streams.load();
    assert.deepEqual(
      shownBelow(fresh).map(({ type }) => type),
      ['error'],
    );
  });
});
