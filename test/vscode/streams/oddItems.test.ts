import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { shownBelow, type StreamsTreeNode } from '../../../src/streams/nodes';
import { toTreeItem } from '../../../src/vscode/streams/treeItems';
import { startTreeNodes, type TreeNodes } from '../../support/vscode/treeNodes';

const surroundings = {
  connections: [],
  isRestorable: () => false,
  isAwaited: () => false,
  media: vscode.Uri.file('/media'),
  pageSize: 10,
};

describe('A page with odd elements', () => {
  let nodes: TreeNodes;

  beforeEach(async () => {
    nodes = await startTreeNodes({ streams: 30 });
  });
  afterEach(() => nodes.close());

  const answer = (path: string, body: unknown): Promise<unknown> =>
    nodes.sandbox.put('/sandbox/faults', [
      { path, status: 200, headers: { 'content-type': 'application/json' }, body },
    ]);

  function descriptionOf(node: StreamsTreeNode): unknown {
    const { label, description, command } = toTreeItem(node, surroundings);
    return [label, description, command?.command];
  }

  it('shows the streams that it could read, the odd one and the unreadable one', async () => {
    const named = (name: string): object => ({ name, id: 'x' });
    await answer('**/streams', [
      { id: 101, dataSource: named('Orders') },
      { id: 102, dataSource: named('Refunds'), lastExecution: { executionId: 'x' } },
      { id: 'none', dataSource: named('Lost') },
    ]);
    await nodes.node.streams.load();
    const shown = shownBelow(nodes.node);
    assert.deepEqual(
      shown.map(({ type }) => type),
      ['stream', 'stream', 'odd'],
    );
    const [good, odd, unreadable] = shown.map(descriptionOf);
    assert.deepEqual(good, ['Orders', '101', 'domoStreams.stream.open']);
    const [label, description, command] = odd as [string, string, string];
    assert.deepEqual([label, command], ['Refunds', 'domoStreams.stream.open']);
    assert.match(description, /^102 · Unexpected format: lastExecution\.executionId: /);
    assert.match(String(unreadable), /^Unreadable stream,Unexpected format: id: .*,$/);
  });

  it('says what is wrong if nothing could be read', async () => {
    await answer('**/streams', [{}]);
    await nodes.node.streams.load();
    assert.deepEqual(
      shownBelow(nodes.node).map(({ type }) => type),
      ['odd'],
    );
  });

  it('shows executions in the same way', async () => {
    await nodes.node.streams.load();
    const [stream] = nodes.node.streams.items;
    assert.ok(stream);
    const rows = [{ executionId: 1 }, { executionId: 2, currentState: 5 }, { executionId: null }];
    await answer('**/executions', rows);
    await stream.executions.load();
    const [odd, , unreadable] = shownBelow(stream).map(descriptionOf);
    assert.match(
      String(odd),
      /^Execution \d,.*Unexpected format: currentState: .*execution\.open$/,
    );
    assert.match(String(unreadable), /^Unreadable execution,Unexpected format: executionId: /);
  });
});
