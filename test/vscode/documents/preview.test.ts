import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kindOf } from '../../support/collect';
import {
  change,
  closeEditors,
  describeAs,
  setText,
  show,
  streamUri,
  type Body,
} from '../../support/vscode/editors';
import { invoke, withInstance } from '../../support/vscode/instance';

interface Line {
  readonly field: string;
  readonly words: string;
}

describe('The preview of a save', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  const preview = (document: vscode.TextDocument): Promise<Record<string, unknown>> =>
    invoke('document.preview', { uri: document.uri.toString() });

  const wordsOf = (lines: unknown): string[] =>
    (lines as Line[]).map(({ field, words }) => `${field}: ${words}`);

  it('says in words what would change, and sends nothing', async () => {
    const document = await open(101);
    await change(document, (body) => ({
      ...body,
      updateMethod: 'APPEND',
      dataSource: { ...(body['dataSource'] as Body), rowCount: 1 },
      lastExecution: null,
    }));
    const { changes, conflicts, fixed } = await preview(document);
    assert.deepEqual(wordsOf(changes), ['updateMethod: REPLACE → APPEND']);
    assert.deepEqual([conflicts, fixed], [[], []]);
    assert.deepEqual(instance().written, []);
    assert.equal(document.isDirty, true);
  });

  it('tells what blocks the save, what it would ask about, and what Domo has changed', async () => {
    const document = await open(102);
    await instance().sandbox.put('102', {
      dataSource: { description: 'theirs' },
      scheduleRetryCount: 3,
    });
    await describeAs(document, 'mine');
    await change(document, (body) => ({ ...body, createdBy: 7 }));
    const { changes, conflicts, fixed, keptOfDomo } = await preview(document);
    assert.deepEqual(wordsOf(changes), ['dataSource.description: theirs → mine']);
    assert.deepEqual(conflicts, ['dataSource.description']);
    assert.deepEqual(fixed, ['createdBy']);
    assert.deepEqual(wordsOf(keptOfDomo), ['scheduleRetryCount: 0 → 3']);
  });

  it('is empty where nothing was typed', async () => {
    assert.deepEqual((await preview(await open(107)))['changes'], []);
  });

  it('is refused for invalid JSON, for a stream that does not exist yet, and for other files', async () => {
    const document = await open(108);
    await setText(document, '{');
    assert.equal(await kindOf(preview(document)), 'invalidJson');
    const { uri } = await instance().invoke('stream.create');
    assert.equal(await kindOf(invoke('document.preview', { uri })), 'noDocument');
    assert.equal(await kindOf(invoke('document.preview', { uri: 'file:///x.json' })), 'noDocument');
  });

  it('shows a person both sides, Domo’s read-only', async () => {
    const document = await open(110);
    await describeAs(document, 'To be seen');
    await vscode.commands.executeCommand('domoStreams.document.preview', document.uri);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    assert.equal(tab.input.modified.toString(), document.uri.toString());
    assert.equal(vscode.workspace.fs.isWritableFileSystem(tab.input.original.scheme), undefined);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });
});
