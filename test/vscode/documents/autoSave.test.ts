import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  bodyOf,
  change,
  closeEditors,
  describeAs,
  descriptionOf,
  show,
  streamUri,
  type Body,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withInstance } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';

/** Saves as one does with the keyboard: a tab that looks saved too. */
async function saveByHand(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.save');
}

function withAutoSave(task: () => Promise<void>): Promise<void> {
  return withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 50 }, task);
}

describe('Auto-save', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  async function autoSaved(document: vscode.TextDocument): Promise<void> {
    await eventually('it is saved by itself', () => !document.isDirty);
  }

  it('sends nothing; saving by hand does', () =>
    withAutoSave(async () => {
      const document = await open(101);
      await describeAs(document, 'A draft');
      await autoSaved(document);
      assert.deepEqual(await instance().writes(), []);
      assert.notEqual(descriptionOf(await instance().stream(101)), 'A draft');
      assert.equal(descriptionOf(bodyOf(document)), 'A draft');
      await saveByHand();
      assert.equal(descriptionOf(await instance().stream(101)), 'A draft');
      assert.equal(instance().written.length, 1);
    }));

  it('keeps the draft when its tab is closed, and saving sends what changed since it was begun', () =>
    withAutoSave(async () => {
      const document = await open(102);
      await describeAs(document, 'First draft');
      await autoSaved(document);
      await describeAs(document, 'Second draft');
      await autoSaved(document);
      await closeEditors();
      await instance().sandbox.put('102', { scheduleRetryCount: 9 });
      const again = await open(102);
      assert.equal(descriptionOf(bodyOf(again)), 'Second draft');
      await saveByHand();
      const saved = await instance().stream(102);
      assert.equal(descriptionOf(saved), 'Second draft');
      assert.equal(saved['scheduleRetryCount'], 9);
      await eventually('both are shown', () => bodyOf(again)['scheduleRetryCount'] === 9);
    }));

  it('makes no stream of a template', () =>
    withAutoSave(async () => {
      const { uri } = await instance().invoke('stream.create');
      const template = await show(vscode.Uri.parse(String(uri), true));
      await change(template, (body) => ({
        ...body,
        dataSource: { ...(body['dataSource'] as Body), name: 'By hand only' },
      }));
      await autoSaved(template);
      assert.deepEqual(await instance().writes(), []);
      await saveByHand();
      await eventually('the stream is shown', () =>
        (vscode.window.activeTextEditor?.document.uri.path ?? '').endsWith(
          'By hand only.stream.json',
        ),
      );
      assert.equal(instance().written.length, 1);
    }));

  it('sends nothing where the editor does not announce it, as when a window is closed', () =>
    withSettings({ 'files.autoSave': 'onWindowChange' }, async () => {
      const document = await open(108);
      await describeAs(document, 'Kept on closing');
      await vscode.commands.executeCommand('workbench.action.files.saveWithoutFormatting');
      assert.equal(document.isDirty, false);
      assert.deepEqual(await instance().writes(), []);
      assert.equal(descriptionOf(bodyOf(document)), 'Kept on closing');
      await saveByHand();
      assert.equal(descriptionOf(await instance().stream(108)), 'Kept on closing');
    }));

  it('leaves a draft that can not be saved as it is', () =>
    withAutoSave(async () => {
      const document = await open(107);
      await change(document, (body) => ({ ...body, createdBy: 1 }));
      await autoSaved(document);
      await saveByHand();
      assert.deepEqual(instance().written, []);
      assert.equal(bodyOf(document)['createdBy'], 1);
    }));
});
