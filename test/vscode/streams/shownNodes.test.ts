import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { streamRowOf } from '../../../src/domo/api/model';
import { readExecution, readStream } from '../../../src/domo/api/schemas';
import type {
  ConnectionNode,
  ExecutionNode,
  StreamNode,
  StreamsTreeNode,
} from '../../../src/streams/nodes';
import { ShownNodes } from '../../../src/vscode/streams/shownNodes';
import { connectionRow, executionRow, streamRow } from '../../support/rows';

const minute = 60_000;
const now = Date.UTC(2026, 0, 2);

/** A connection with one stream that runs, and its executions: one that runs and two that have ended. */
function nodesOf(): { connection: ConnectionNode; stream: StreamNode } {
  const executions: ExecutionNode[] = [];
  const streams: StreamNode[] = [];
  const connection = connectionRow({}, streams);
  const body = { id: 7, currentExecution: { executionId: 3, currentState: 'ACTIVE' } };
  const stream = streamRow(streamRowOf(readStream(body, 'GET')), connection, executions);
  streams.push(stream);
  const add = (executionId: number, state: string, endedAt: number | null): void => {
    const fields = {
      executionId,
      currentState: state,
      startedAt: (now - 900 * minute) / 1000,
      endedAt,
    };
    executions.push(executionRow(readExecution(fields, 'GET'), stream));
  };
  add(3, 'ACTIVE', null);
  add(2, 'SUCCESS', (now - 5 * minute) / 1000);
  add(1, 'SUCCESS', (now - 605 * minute) / 1000);
  return { connection, stream };
}

describe('The rows that can be seen', () => {
  const expanded = new vscode.EventEmitter<vscode.TreeViewExpansionEvent<StreamsTreeNode>>();
  const collapsed = new vscode.EventEmitter<vscode.TreeViewExpansionEvent<StreamsTreeNode>>();
  const view = {
    onDidExpandElement: expanded.event,
    onDidCollapseElement: collapsed.event,
  } as unknown as vscode.TreeView<StreamsTreeNode>;
  let shown: ShownNodes;

  beforeEach(() => {
    shown = new ShownNodes(view);
  });
  afterEach(() => shown.dispose());

  it('run as a stream until its executions are shown, and then as those', async () => {
    const { connection, stream } = nodesOf();
    assert.deepEqual([...shown.running([connection])], []);
    await connection.streams.load();
    assert.deepEqual([...shown.running([connection])], [stream]);
    await stream.executions.load();
    assert.deepEqual([...shown.running([connection])], [stream.executions.items[0]]);
    collapsed.fire({ element: stream });
    assert.deepEqual([...shown.running([connection])], [stream]);
    collapsed.fire({ element: connection });
    assert.deepEqual([...shown.running([connection])], []);
    expanded.fire({ element: connection });
    expanded.fire({ element: stream });
    assert.deepEqual([...shown.running([connection])], [stream.executions.items[0]]);
  });

  it('say their age anew where a minute changes it', async () => {
    const { connection, stream } = nodesOf();
    await connection.streams.load();
    await stream.executions.load();
    const aged = shown.aged([connection], now - minute, now);
    assert.deepEqual(
      aged.map(({ execution }) => execution.executionId),
      [3, 2],
    );
  });
});
