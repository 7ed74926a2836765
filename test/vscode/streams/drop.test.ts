import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { DroppedFiles } from '../../../src/vscode/streams/droppedFiles';
import type { ConnectionNode } from '../../../src/streams/nodes';
import { TreeDrop, type DroppedOnStream } from '../../../src/vscode/streams/treeDrop';
import { answering } from '../../support/vscode/answers';
import { connectionRow, executionRow, streamRow } from '../../support/rows';
import { withFolder } from '../../support/vscode/folder';

function transferOf(items: Readonly<Record<string, unknown>>): vscode.DataTransfer {
  const transfer = new vscode.DataTransfer();
  for (const [type, value] of Object.entries(items))
    transfer.set(type, new vscode.DataTransferItem(value));
  return transfer;
}

describe('Files that are dropped', () => {
  const folder = withFolder();
  const drops: DroppedOnStream[] = [];
  const drop = (): TreeDrop =>
    new TreeDrop({ move: () => Promise.resolve() }, new DroppedFiles(folder()), (dropped) =>
      drops.push(dropped),
    );

  it('come from the Explorer with their addresses', async () => {
    const uris = ['file:///a/one.csv', 'file:///a/two%20%23.csv'];
    const transfer = transferOf({ 'text/uri-list': `# comment\r\n${uris.join('\r\n')}\r\n` });
    const taken = await new DroppedFiles(folder()).take(transfer);
    assert.deepEqual(
      taken.map(({ path }) => path),
      ['/a/one.csv', '/a/two #.csv'],
    );
  });

  it('are kept where only their content is handed over', async () => {
    const item = new (class extends vscode.DataTransferItem {
      override asFile(): vscode.DataTransferFile {
        return { name: '../évil ☕.csv', data: () => Promise.resolve(Buffer.from('a,b\n')) };
      }
    })('');
    const transfer = new vscode.DataTransfer();
    transfer.set('files', item);
    const [uri] = await new DroppedFiles(folder()).take(transfer);
    assert.ok(uri);
    assert.ok(uri.fsPath.startsWith(folder()));
    assert.equal(uri.path.split('/').at(-1), 'évil ☕.csv');
    assert.equal(await readFile(uri.fsPath, 'utf8'), 'a,b\n');
  });

  it('are refused by an execution and by a connection, with the reason', async () => {
    const files = transferOf({ 'text/uri-list': `file://${join(folder(), 'x.csv')}` });
    const execution = executionRow({ executionId: 7 });
    const told = await answering('showWarningMessage', undefined, async () => {
      await drop().handleDrop(execution, files);
      await drop().handleDrop(undefined, files);
    });
    assert.match(told[0] ?? '', /Execution 7 takes no dropped files.*Drop them on the stream/);
    assert.match(told[1] ?? '', /uploaded to a stream/);
  });

  it('are given to the stream under them', async () => {
    const uri = vscode.Uri.file(join(folder(), 'x.csv'));
    await drop().handleDrop(streamRow({ id: 7 }), transferOf({ 'text/uri-list': uri.toString() }));
    const [{ ids, uris } = assert.fail()] = drops;
    assert.deepEqual(ids, { connectionId: 'acme', streamId: 7 });
    assert.deepEqual(uris.map(String), [uri.toString()]);
  });
});

describe('Connections that are dragged', () => {
  it('go to the place of the one that they are dropped on', async () => {
    const moves: unknown[] = [];
    const store = {
      move: (ids: readonly string[], place: string | undefined) => {
        moves.push([ids, place]);
        return Promise.resolve();
      },
    };
    const controller = new TreeDrop(store, new DroppedFiles('/none'), () => undefined);
    const nodeOf = (id: string): ConnectionNode => connectionRow({ id });
    const transfer = new vscode.DataTransfer();
    controller.handleDrag([nodeOf('one')], transfer);
    await controller.handleDrop(nodeOf('two'), transfer);
    await controller.handleDrop(undefined, transfer);
    assert.deepEqual(moves, [
      [['one'], 'two'],
      [['one'], undefined],
    ]);
  });
});
