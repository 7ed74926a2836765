import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { fileNameFor } from '../../../src/base/files';
import { withLockedFiles } from '../../support/lockedFiles';
import { answering } from '../../support/vscode/answers';
import { describeAs, saves, show, streamUri } from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';
import { storageFolder } from '../../support/vscode/storage';

describe('A document whose files other programs block', () => {
  const instance = withInstance();

  const descriptionOf = async (streamId: number): Promise<unknown> =>
    ((await instance().stream(streamId))['dataSource'] as Record<string, unknown>)['description'];

  describe('for a moment', () => {
    const locked = withLockedFiles();

    it('is saved', async () => {
      const document = await show(streamUri(instance().connectionId, 101));
      await describeAs(document, 'Saved while files are blocked');
      assert.ok(await saves(document));
      assert.equal(await descriptionOf(101), 'Saved while files are blocked');
      assert.ok(locked().failures > 0);
    });

    it('is kept as a draft', async () => {
      const settings = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 };
      const document = await show(streamUri(instance().connectionId, 102));
      await withSettings(settings, async () => {
        await describeAs(document, 'Kept while files are blocked');
        await eventually('the draft is kept', () => !document.isDirty);
      });
      assert.notEqual(await descriptionOf(102), 'Kept while files are blocked');
      assert.ok(locked().failures > 0);
      await invoke('document.discardDraft', { uri: document.uri.toString() });
    });
  });

  it('is saved in Domo even if its copy here can’t be written', async function () {
    const storage = storageFolder(this, 'workspaceStorage');
    const { connectionId } = instance();
    const document = await show(streamUri(connectionId, 101));
    const uri = document.uri.toString();
    const folders = readdirSync(storage, { recursive: true, encoding: 'utf8' });
    const documents = folders.find((name) => name.endsWith('documents')) ?? '';
    const file = join(storage, documents, fileNameFor(connectionId), `${fileNameFor(uri)}.json`);
    // A folder with something in it can't be replaced by a file.
    rmSync(file, { force: true });
    mkdirSync(join(file, 'blocked'), { recursive: true });
    const warned = await answering('showWarningMessage', undefined, async () => {
      await describeAs(document, 'Saved without a copy');
      assert.ok(await saves(document));
    });
    assert.equal(await descriptionOf(101), 'Saved without a copy');
    assert.match(String(warned), /was saved in Domo, but the local copy can’t be updated/);
    assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
    rmSync(file, { recursive: true });
  });
});
