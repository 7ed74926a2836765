import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { failureOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import {
  bodyOf,
  closeEditors,
  describeAs,
  descriptionOf,
  revert,
  saves,
  show,
  streamUri,
  type Body,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance } from '../../support/vscode/instance';

describe('A field that was changed in Domo and in a document', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  /** Opens a stream, and changes its description there and here. */
  async function conflicting(streamId: number): Promise<vscode.TextDocument> {
    const document = await show(streamUri(instance().connectionId, streamId));
    // Of one length, as the editor's own comparison takes such texts for the same.
    await instance().sandbox.put(String(streamId), { dataSource: { description: 'theirs' } });
    await describeAs(document, 'mine..');
    return document;
  }

  const server = async (streamId: number): Promise<unknown> =>
    descriptionOf(await instance().stream(streamId));

  it('is not touched where one cancels, and nothing is lost', async () => {
    const document = await conflicting(101);
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), false);
    });
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /dataSource\.description/);
    assert.equal(document.isDirty, true);
    assert.equal(descriptionOf(bodyOf(document)), 'mine..');
    assert.equal(await server(101), 'theirs');
    assert.deepEqual(instance().written, []);
  });

  it('is overwritten where one says so, and asked about once', async () => {
    const document = await conflicting(102);
    const asked = await answering('showWarningMessage', 'Overwrite', async () => {
      assert.equal(await saves(document), true);
    });
    assert.equal(asked.length, 1);
    assert.equal(document.isDirty, false);
    assert.equal(await server(102), 'mine..');
  });

  it('can be compared side by side by the Enter key alone, and is still to be saved then', async () => {
    const document = await conflicting(107);
    const first = (_: string, [button]: readonly string[]): Promise<string | undefined> =>
      Promise.resolve(button);
    await answering('showWarningMessage', first, async () => {
      assert.equal(await saves(document), false);
    });
    assert.equal(document.isDirty, true);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    const { original, modified } = tab.input;
    assert.equal(modified.toString(), document.uri.toString());
    const theirs = await vscode.workspace.openTextDocument(original);
    assert.equal(descriptionOf(JSON.parse(theirs.getText()) as Body), 'theirs');
    await answering('showWarningMessage', 'Overwrite', async () => {
      assert.equal(await saves(document), true);
    });
    assert.equal(await server(107), 'mine..');
  });

  it('is asked about again where it changes once more after a cancel', async () => {
    const document = await conflicting(108);
    await answering('showWarningMessage', undefined, () => saves(document));
    await instance().sandbox.put('108', { dataSource: { description: 'theirs again' } });
    const asked = await answering('showWarningMessage', undefined, () => saves(document));
    assert.equal(asked.length, 1);
    assert.equal(await server(108), 'theirs again');
    await revert(document);
    await eventually(
      'their text is shown',
      () => descriptionOf(bodyOf(document)) === 'theirs again',
    );
  });

  it('is seen where the change in Domo is as long as what was there', async () => {
    const before = String(await server(103));
    const [mine, theirs] = ['m'.repeat(before.length), 't'.repeat(before.length)];
    const document = await show(streamUri(instance().connectionId, 103));
    await instance().sandbox.put('103', { dataSource: { description: theirs } });
    await describeAs(document, mine);
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), false);
    });
    assert.equal(asked.length, 1);
    assert.equal(descriptionOf(bodyOf(document)), mine);
    assert.equal(await server(103), theirs);
    await revert(document);
    await eventually('their text is shown', () => descriptionOf(bodyOf(document)) === theirs);
  });

  it('is no matter where both made the same change', async () => {
    const document = await show(streamUri(instance().connectionId, 110));
    await instance().sandbox.put('110', { dataSource: { description: 'the same' } });
    await describeAs(document, 'the same');
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), true);
    });
    assert.deepEqual(asked, []);
    assert.deepEqual(instance().written, []);
  });

  it('is no matter where one goes on typing right after a save', async () => {
    const document = await show(streamUri(instance().connectionId, 113));
    const asked = await answering('showWarningMessage', undefined, async () => {
      for (const text of ['one', 'two', 'three']) {
        await describeAs(document, text);
        assert.equal(await saves(document), true);
        assert.equal(await server(113), text);
      }
    });
    assert.deepEqual(asked, []);
  });

  it('shows in a clean tab when it comes to the front again', async () => {
    const document = await show(streamUri(instance().connectionId, 105));
    await show(streamUri(instance().connectionId, 106));
    await instance().sandbox.put('105', { dataSource: { description: 'Changed in Domo' } });
    // What was read a moment ago is taken for fresh.
    await eventually('it is shown', async () => {
      await show(streamUri(instance().connectionId, 106));
      await show(document.uri);
      return descriptionOf(bodyOf(document)) === 'Changed in Domo';
    });
    assert.equal(document.isDirty, false);
  });

  it('is no matter where the DataSet was renamed in Domo, whatever the tab is called', async () => {
    const document = await show(streamUri(instance().connectionId, 111, 'Supplier Invoices'));
    await instance().sandbox.put('111', { dataSource: { name: 'Renamed / there 🙂' } });
    await describeAs(document, 'Typed under the former name');
    assert.equal(await saves(document), true);
    const { name, description } = (await instance().stream(111))['dataSource'] as Body;
    assert.deepEqual([name, description], ['Renamed / there 🙂', 'Typed under the former name']);
  });

  it('does not save what is gone, and says how to keep the text', async () => {
    const document = await show(streamUri(instance().connectionId, 109));
    await describeAs(document, 'Too late');
    await instance().sandbox.call('DELETE', '109');
    const save = invoke('document.saveToDomo', { uri: document.uri.toString() });
    const error = await failureOf(save);
    assert.match(error.message, /^Not saved: stream 109 is no longer in Domo\. Save Definition/);
    assert.equal(document.isDirty, true);
    assert.equal(descriptionOf(bodyOf(document)), 'Too late');
  });
});
