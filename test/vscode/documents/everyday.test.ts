import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from '../../support/vscode/answers';
import {
  bodyOf,
  change,
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  setText,
  show,
  streamUri,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withInstance } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';

describe('The editor’s own ways to save', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  it('save all documents at once', async () => {
    const documents = [await open(101), await open(102), await open(107)];
    for (const document of documents) await describeAs(document, 'Of three');
    await vscode.commands.executeCommand('workbench.action.files.saveAll');
    await eventually('all are saved', () => documents.every(({ isDirty }) => !isDirty));
    for (const id of [101, 102, 107])
      assert.equal(descriptionOf(await instance().stream(id)), 'Of three');
  });

  it('format on save, and send what was meant', () =>
    withSettings({ 'editor.formatOnSave': true }, async () => {
      const document = await open(108);
      const body = { ...bodyOf(document), scheduleRetryCount: 5 };
      await setText(document, JSON.stringify(body));
      assert.equal(await saves(document), true);
      assert.deepEqual(
        instance().written.map((write) => write.body),
        [{ scheduleRetryCount: 5 }],
      );
      await eventually('the usual form is shown', () => document.getText().startsWith('{\n  "id"'));
      assert.equal(document.isDirty, false);
    }));

  it('save without formatting, and keep what others have changed', async () => {
    const document = await open(109);
    await describeAs(document, 'Unformatted');
    await instance().sandbox.put('109', { scheduleRetryCount: 7 });
    // Whoever reads what Domo has now does not change what the tab's text was made from.
    await vscode.workspace.fs.readFile(document.uri);
    await vscode.commands.executeCommand('workbench.action.files.saveWithoutFormatting');
    const saved = await instance().stream(109);
    assert.deepEqual([saved['scheduleRetryCount'], descriptionOf(saved)], [7, 'Unformatted']);
    assert.equal(document.isDirty, false);
  });

  it('send a field with null where it was removed', async () => {
    const document = await open(107);
    await change(document, (body) => ({ ...body, schemaDefinition: null }));
    await answering('showWarningMessage', 'Save to Domo', async () => {
      assert.equal(await saves(document), true);
    });
    assert.deepEqual(
      instance().written.map((write) => write.body),
      [{ schemaDefinition: null }],
    );
    assert.equal((await instance().stream(107))['schemaDefinition'], null);
  });

  it('notice that a document was saved from another program through the editor', async () => {
    const document = await open(110);
    const text = document.getText().replace('"scheduleRetryCount": 0', '"scheduleRetryCount": 6');
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(text));
    assert.equal((await instance().stream(110))['scheduleRetryCount'], 6);
    await eventually('the tab shows it', () => bodyOf(document)['scheduleRetryCount'] === 6);
    assert.equal(document.isDirty, false);
  });

  it('do not take back what another program has written beside unsaved changes', async () => {
    const document = await open(113);
    const text = document.getText().replace('"scheduleRetryCount": 0', '"scheduleRetryCount": 8');
    await describeAs(document, 'Typed meanwhile');
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(text));
    assert.equal((await instance().stream(113))['scheduleRetryCount'], 8);
    assert.equal(await saves(document), true);
    const saved = await instance().stream(113);
    assert.deepEqual([saved['scheduleRetryCount'], descriptionOf(saved)], [8, 'Typed meanwhile']);
  });
});
