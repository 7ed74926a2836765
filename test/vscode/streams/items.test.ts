import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { text } from '../../../src/base/text';
import type { JsonObject } from '../../../src/base/json';
import { DomoError, type DomoErrorKind } from '../../../src/domo/http/errors';
import type { Execution, Stream } from '../../../src/domo/api/model';
import { readExecution, readStream } from '../../../src/domo/api/schemas';
import { toTreeItem } from '../../../src/vscode/streams/treeItems';
import {
  ConnectionNode,
  ErrorNode,
  MoreNode,
  type ExecutionNode,
  type StreamNode,
} from '../../../src/streams/nodes';
import { PagedList } from '../../../src/streams/pagedList';
import { tooltipOf } from '../../../src/vscode/streams/tooltips';
import { connectionRow, executionRow, streamRow } from '../../support/rows';
import { TestSandbox } from '../../server/sandbox/support';

const surroundings = {
  connections: [],
  media: vscode.Uri.file('/media'),
  pageSize: 100,
  isRestorable: () => false,
  isAwaited: () => false,
};

const connectionNode = (readOnly: boolean): ConnectionNode => connectionRow({ readOnly });
const streamNode = (stream: Stream, parent = connectionNode(false)): StreamNode =>
  streamRow(stream, parent);

function executionNode(execution: Execution): ExecutionNode {
  const stream = readStream({ id: 101, dataSource: { name: 'Orders' } }, 'GET /streams/101');
  return executionRow(execution, streamNode(stream));
}

describe('The items of the tree', () => {
  let sandbox: TestSandbox;

  before(async () => {
    sandbox = await TestSandbox.start();
  });
  after(() => sandbox.close());

  async function stream(id: number): Promise<Stream> {
    const body = (await sandbox.get(`${id}?fields=all`)).json<JsonObject>();
    return readStream(body, `GET /streams/${id}`);
  }

  async function execution(streamId: number, id: number): Promise<Execution> {
    const body = (await sandbox.get(`${streamId}/executions/${id}`)).json<JsonObject>();
    return readExecution(body, `GET /streams/${streamId}/executions/${id}`);
  }

  it('say what can be done with them', async () => {
    const { executionId } = await sandbox.execute(101);
    const items = [
      connectionNode(false),
      connectionNode(true),
      streamNode(await stream(101)),
      executionNode(await execution(101, executionId)),
      executionNode(await execution(101, 1)),
    ].map((node) => toTreeItem(node, surroundings).contextValue);
    assert.deepEqual(items, [
      'connection writable inDomo',
      'connection inDomo',
      'stream writable takesFiles running inDomo',
      'execution running writable inDomo',
      'execution writable inDomo',
    ]);
  });

  it('say how a connection stands, and in words too', () => {
    const look = (state: ConnectionNode['state']): string => {
      const node = connectionNode(false);
      node.state = state;
      const item = toTreeItem(node, surroundings);
      assert.ok(item.iconPath instanceof vscode.ThemeIcon);
      return `${item.iconPath.id}, ${item.accessibilityInformation?.label ?? ''}`;
    };
    assert.equal(look('unknown'), 'plug, Connection Acme, acme.domo.com');
    assert.equal(look('connected'), 'plug, Connection Acme, acme.domo.com, connected');
    assert.equal(look('signedOut'), 'key, Connection Acme, signed out, acme.domo.com');
    assert.equal(
      look('unreachable'),
      'debug-disconnect, Connection Acme, unreachable, acme.domo.com',
    );
    assert.equal(
      look('failing'),
      'warning, Connection Acme, answered with an error, acme.domo.com',
    );
  });

  it('offer what helps where a connection can not be read', () => {
    const commandFor = (kind: DomoErrorKind): string | undefined => {
      const error = new DomoError(kind, text('It failed.'));
      const item = toTreeItem(new ErrorNode(connectionNode(false), error), surroundings);
      assert.match(item.accessibilityInformation?.label ?? '', /It failed\. Press Enter: /);
      return item.command?.command;
    };
    assert.equal(commandFor('unauthorized'), 'domoStreams.connection.edit');
    assert.equal(commandFor('timeout'), 'domoStreams.refresh');
  });

  it('say how many more there are, where that is known', async () => {
    const list = new PagedList<StreamNode>(
      () => Promise.resolve({ items: [], next: 100, remaining: 12_345 }),
      () => '',
    );
    await list.load();
    const parent = new ConnectionNode(connectionNode(false).connection, undefined, list);
    assert.equal(toTreeItem(new MoreNode(parent), surroundings).label, 'Load 100 more of 12,345');
    const unknown = new MoreNode(connectionNode(false));
    assert.equal(toTreeItem(unknown, surroundings).label, 'Load 100 more');
  });

  it('offer a stream that is fed by its connector, or that can not be changed, no upload', async () => {
    const connector = streamNode(await stream(103));
    assert.equal(
      toTreeItem(connector, surroundings).contextValue,
      'stream writable connector inDomo',
    );
    const readOnly = streamNode(await stream(102), connectionNode(true));
    assert.equal(toTreeItem(readOnly, surroundings).contextValue, 'stream takesFiles inDomo');
  });

  it('keep a name in its line and its direction', () => {
    const name = ' a\n\u202Eb ';
    const odd = streamNode(readStream({ id: 7, dataSource: { name } }, 'GET'));
    assert.equal(toTreeItem(odd, surroundings).label, 'a b');
    const blank = streamNode(readStream({ id: 7, dataSource: { name: ' ' } }, 'GET'));
    assert.equal(toTreeItem(blank, surroundings).label, 'Stream 7');
  });

  it('tell a stream by its name, and its id, transport and state beside it', async () => {
    const item = toTreeItem(streamNode(await stream(102)), surroundings);
    assert.equal(item.label, 'Customers / Loyalty');
    assert.equal(item.description, '102 · API · SUCCESS');
    assert.equal(item.id, 'acme/102');
    assert.match(String(item.accessibilityInformation?.label), /^Stream Customers \/ Loyalty/);
  });

  it('tell a stream without a name by its id', () => {
    const item = toTreeItem(streamNode(readStream({ id: 7 }, 'GET /streams')), surroundings);
    assert.equal(item.label, 'Stream 7');
  });

  it('show text from the server as text, whatever it looks like', async () => {
    const node = streamNode(await stream(112));
    assert.equal(
      toTreeItem(node, surroundings).label,
      'Finance: GL Actuals & Budget <FY26> [draft](x)',
    );
    const tooltip = await tooltipOf(node, Date.now());
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.notEqual(tooltip.isTrusted, true);
    assert.notEqual(tooltip.supportHtml, true);
    assert.ok(!tooltip.value.includes('[draft](x)') && !tooltip.value.includes('<FY26>'));
    assert.ok(!tooltip.value.includes('**actuals**'));
  });

  it('put schedules into words and failures with their trace id', async () => {
    const scheduled = await tooltipOf(streamNode(await stream(106)), Date.now());
    assert.ok(scheduled instanceof vscode.MarkdownString);
    assert.match(scheduled.value.replaceAll('\\', ''), /06:15 AM.*Monday through Friday/);
    const failed = await tooltipOf(executionNode(await execution(104, 6)), Date.now());
    assert.ok(failed instanceof vscode.MarkdownString);
    const text = failed.value.replaceAll('\\', '');
    assert.match(text, /credentials/);
    assert.match(text, /account\. {2}\ntoe: \w+-\w+-\w+$/);
  });
});
