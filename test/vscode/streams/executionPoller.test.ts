import assert from 'node:assert/strict';
import { silentLog } from '../../../src/base/log';
import { outcomeOf, streamOutcome } from '../../../src/domo/api/model';
import { ExecutionPoller } from '../../../src/vscode/streams/executionPoller';
import type { ExecutionNode, StreamNode } from '../../../src/streams/nodes';
import { eventually } from '../../support/vscode/eventually';
import { useSettings } from '../../support/vscode/settings';
import { startTreeNodes, type TreeNodes } from '../../support/vscode/treeNodes';

describe('What runs and can be seen', () => {
  useSettings({ 'domoStreams.executions.pollSeconds': 1 });
  let nodes: TreeNodes;
  let watcher: ExecutionPoller;
  let shown: Set<StreamNode | ExecutionNode>;

  beforeEach(async () => {
    nodes = await startTreeNodes();
    shown = new Set();
    watcher = new ExecutionPoller(nodes.clients, nodes.factory, silentLog, {
      running: () => shown,
      isInForeground: () => true,
      pollMilliseconds: () => 1000,
      tell: nodes.tell,
    });
  });

  afterEach(async () => {
    watcher.dispose();
    await nodes.close();
  });

  async function runningStream(): Promise<{ stream: StreamNode; executionId: number }> {
    const { executionId } = await nodes.sandbox.execute(105);
    await nodes.node.streams.load();
    const stream = nodes.node.streams.items.find((each) => each.stream.id === 105);
    assert.ok(stream);
    await nodes.forgetAsked();
    nodes.told.length = 0;
    return { stream, executionId };
  }

  const abort = (executionId: number): Promise<unknown> =>
    nodes.sandbox.put(`105/executions/${executionId}/abort`, { category: 'USER', message: 'x' });

  it('is brought up to date in a stream’s own row, several in one call', async () => {
    const { stream, executionId } = await runningStream();
    const other = nodes.node.streams.items.find((each) => each.stream.id === 107);
    assert.ok(other);
    assert.equal(streamOutcome(stream.stream), 'running');
    shown = new Set([stream, other]);
    await abort(executionId);
    await eventually('it has ended', () => streamOutcome(stream.stream) === 'ended');
    assert.ok(nodes.told.includes(stream));
    assert.deepEqual(
      (await nodes.asked())
        .filter((path) => path.includes('/bulk'))
        .map((path) => path.split('=')[1]),
      ['105,107'],
    );
  });

  it('is brought up to date as an execution, with its stream at the end', async () => {
    const { stream, executionId } = await runningStream();
    await stream.executions.load();
    const [execution] = stream.executions.items;
    assert.equal(execution?.execution.executionId, executionId);
    shown = new Set([execution]);
    await abort(executionId);
    await eventually(
      'the row of the stream has ended',
      () => streamOutcome(stream.stream) === 'ended',
    );
    const { currentState, endedAt } = execution.execution;
    assert.equal(outcomeOf(currentState, endedAt), 'ended');
    assert.ok(nodes.told.includes(execution) && nodes.told.includes(stream));
  });

  it('is not looked at while it can not be seen', async () => {
    const { stream } = await runningStream();
    await stream.executions.load();
    const [execution] = stream.executions.items;
    assert.ok(execution);
    await nodes.forgetAsked();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assert.deepEqual(await nodes.asked(), []);
  });
});
