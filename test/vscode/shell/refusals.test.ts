import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Row } from '../../../src/base/row';
import { commands, type CommandId } from '../../../src/manifest/commands';
import { connectionRow, executionRow, streamRow } from '../../support/rows';
import { answering } from '../../support/vscode/answers';
import { closeEditors } from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withFolder } from '../../support/vscode/folder';
import { writeRows } from '../../support/vscode/files';
import { withInstance } from '../../support/vscode/instance';

/** Commands that ask Domo for something before they ask a person, by the row that is clicked. */
const calling: Partial<Record<CommandId, 'connection' | 'stream' | 'execution'>> = {
  'stream.open': 'stream',
  'stream.history': 'stream',
  'stream.run': 'stream',
  'stream.abortAll': 'stream',
  'stream.delete': 'stream',
  'stream.compare': 'stream',
  'stream.saveDefinition': 'stream',
  'stream.restore': 'stream',
  'execution.open': 'execution',
  'execution.details': 'execution',
  'execution.notify': 'execution',
  'execution.abort': 'execution',
  'execution.commit': 'execution',
  'execution.delete': 'execution',
  'copy.name': 'stream',
  'copy.dataSetId': 'stream',
  'copy.url': 'execution',
  openInDomo: 'stream',
};

/** Commands that make no call when they are clicked, or only after an answer. */
const others: readonly CommandId[] = [
  'connection.add',
  'connection.addSandbox',
  'connection.edit',
  'connection.remove',
  'connection.moveUp',
  'connection.moveDown',
  'stream.create',
  'stream.createFromFile',
  'stream.applyDefinition',
  'stream.search',
  'stream.clearSearch',
  'tree.find',
  'document.preview',
  'document.saveToDomo',
  'document.discardDraft',
  'file.upload',
  'upload.pause',
  'upload.resume',
  'upload.resumeAll',
  'upload.retry',
  'upload.cancel',
  'upload.clearFinished',
  'copy.id',
  'copy.curl',
  'copy.link',
  'refresh',
  'tree.loadMore',
  'showLog',
];

describe('A server that refuses every call', () => {
  const instance = withInstance();
  const folder = withFolder();

  const refuseAll = (): Promise<void> =>
    instance().setFaults([{ path: '/api/**', nth: 'every', status: 403 }]);

  function rowOf(kind: 'connection' | 'stream' | 'execution'): Row {
    const connection = connectionRow({ id: instance().connectionId });
    const stream = streamRow({ id: 101 }, connection);
    return { connection, stream, execution: executionRow({ executionId: 1 }, stream) }[kind];
  }

  /** What is shown as an error while something is clicked. */
  const shownAt = (click: () => PromiseLike<unknown>): Promise<string[]> =>
    answering('showErrorMessage', undefined, async (messages) => {
      await click();
      await eventually('a message is shown', () => messages.length > 0);
    });

  afterEach(closeEditors);

  it('is tried with every command', () => {
    assert.deepEqual([...Object.keys(calling), ...others].sort(), Object.keys(commands).sort());
  });

  for (const [id, kind] of Object.entries(calling))
    it(`is reported to the person who clicks ${id} on a row`, async () => {
      await closeEditors();
      await refuseAll();
      const messages = await shownAt(() =>
        vscode.commands.executeCommand(`domoStreams.${id}`, rowOf(kind)),
      );
      assert.equal(messages.length, 1, messages.join('\n'));
      assert.match(messages.join(), /403|may not do that/);
    });

  it('is reported to the person who uploads a file', async () => {
    await refuseAll();
    const path = await writeRows(folder(), 'rows.csv', 3);
    const given = { ...rowOf('stream').ids, uris: [path], ask: true };
    const messages = await shownAt(() =>
      vscode.commands.executeCommand('domoStreams.file.upload', given),
    );
    assert.match(messages.join(), /403|may not do that/);
  });

  it('is reported to the person who clicks Show Details at the end of an execution', async () => {
    await instance().setFaults([]);
    const ended = { ...rowOf('execution').ids, ask: true };
    // The message has its button pressed only after the server has begun to refuse.
    const press = async (): Promise<string> => {
      await refuseAll();
      return 'Show Details';
    };
    const messages = await shownAt(() =>
      answering('showInformationMessage', press, async () => {
        await vscode.commands.executeCommand('domoStreams.execution.notify', ended);
      }),
    );
    assert.match(messages.join(), /403|may not do that/);
  });

  it('is reported to the person who clicks a link in a notification', async () => {
    await refuseAll();
    const given = { ...rowOf('execution').ids, ask: true };
    const messages = await shownAt(() =>
      vscode.commands.executeCommand('domoStreams.execution.details', given),
    );
    assert.match(messages.join(), /403|may not do that/);
  });
});
