import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kindOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import {
  bodyOf,
  change,
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  show,
  streamUri,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';

describe('A draft', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  /** Has an auto-save keep what was typed. */
  async function drafted(streamId: number, text: string): Promise<vscode.TextDocument> {
    const document = await open(streamId);
    await withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 50 }, async () => {
      await describeAs(document, text);
      await eventually('it is kept', () => !document.isDirty);
    });
    return document;
  }

  it('goes to Domo by its command, which returns what Domo has then', async () => {
    const { uri } = await drafted(101, 'Sent by command');
    const saved = await invoke('document.saveToDomo', { uri: uri.toString() });
    assert.equal(descriptionOf(saved), 'Sent by command');
    assert.equal(descriptionOf(await instance().stream(101)), 'Sent by command');
    assert.equal(
      await kindOf(invoke('document.discardDraft', { uri: uri.toString() })),
      'noDocument',
    );
  });

  it('that can not be saved stays a draft, and the command tells why', async () => {
    const document = await drafted(102, 'Beside a fixed field');
    await withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 50 }, async () => {
      await change(document, (body) => ({ ...body, createdBy: 1 }));
      await eventually('it is kept', () => !document.isDirty);
    });
    const given = { uri: document.uri.toString() };
    assert.equal(await kindOf(invoke('document.saveToDomo', given)), 'fixedField');
    assert.deepEqual(instance().written, []);
    await invoke('document.discardDraft', given);
    await eventually(
      'Domo’s text is shown',
      () => descriptionOf(bodyOf(document)) !== 'Beside a fixed field',
    );
  });

  it('can be thrown away: the document shows what Domo has by now, and is based on that', async () => {
    const document = await drafted(107, 'Thrown away');
    await instance().sandbox.put('107', { dataSource: { description: 'From elsewhere' } });
    await invoke('document.discardDraft', { uri: document.uri.toString() });
    await eventually(
      'Domo’s text is shown',
      () => descriptionOf(bodyOf(document)) === 'From elsewhere',
    );
    assert.equal(document.isDirty, false);
    await closeEditors();
    const again = await open(107);
    assert.equal(descriptionOf(bodyOf(again)), 'From elsewhere');
    await describeAs(again, 'Saved after that');
    assert.equal(await again.save(), true);
    assert.equal(descriptionOf(await instance().stream(107)), 'Saved after that');
  });

  it('can be thrown away with what was typed on top of it', async () => {
    const document = await drafted(108, 'Draft');
    const former = descriptionOf(await instance().stream(108));
    await describeAs(document, 'Typed on top');
    await invoke('document.discardDraft', { uri: document.uri.toString() });
    await eventually('Domo’s text is shown', () => descriptionOf(bodyOf(document)) === former);
    assert.equal(document.isDirty, false);
  });

  it('is not thrown away where Domo can not be asked what to show instead', async () => {
    const document = await drafted(110, 'Kept');
    await instance().setFaults([{ path: '**', status: 403 }]);
    const given = { uri: document.uri.toString() };
    assert.equal(await kindOf(invoke('document.discardDraft', given)), 'forbidden');
    await instance().setFaults([]);
    assert.equal(descriptionOf(bodyOf(document)), 'Kept');
    await invoke('document.saveToDomo', given);
    assert.equal(descriptionOf(await instance().stream(110)), 'Kept');
  });

  it('is no reason to keep what another program writes later', async () => {
    const document = await drafted(113, 'Draft of the tab');
    await invoke('document.discardDraft', { uri: document.uri.toString() });
    await eventually('it is gone', () => descriptionOf(bodyOf(document)) !== 'Draft of the tab');
    const text = document.getText().replace('"scheduleRetryCount": 0', '"scheduleRetryCount": 6');
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(text));
    assert.equal((await instance().stream(113))['scheduleRetryCount'], 6);
  });
});

describe('What is kept of a connection’s documents', () => {
  const instance = withInstance();
  const other = withInstance();

  it('is forgotten with the connection', async () => {
    const { connectionId, sandbox } = other();
    const document = await show(streamUri(connectionId, 101));
    await withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 50 }, async () => {
      await describeAs(document, 'A draft of yesterday');
      await eventually('it is kept', () => !document.isDirty);
    });
    await closeEditors();
    await invoke('connection.remove', { connectionId });
    const { url, token } = sandbox.sandbox;
    const again = await invoke('connection.add', { url, token });
    assert.equal(again['id'], connectionId);
    const fresh = await show(document.uri);
    const given = { uri: document.uri.toString() };
    await eventually(
      'Domo’s text is shown',
      () => descriptionOf(bodyOf(fresh)) !== 'A draft of yesterday',
    );
    assert.equal(await kindOf(invoke('document.discardDraft', given)), 'noDocument');
    assert.notEqual(connectionId, instance().connectionId);
  });

  it('is asked about where a tab is still unsaved, as nobody knows what it was based on', async () => {
    const { connectionId, sandbox } = other();
    const document = await show(streamUri(connectionId, 102));
    await describeAs(document, 'Typed before');
    await invoke('connection.remove', { connectionId });
    const { url, token } = sandbox.sandbox;
    await invoke('connection.add', { url, token });
    await sandbox.put('102', { scheduleRetryCount: 6 });
    // Signed out: not even what Domo has can be read.
    await other().setFaults([{ path: '**', status: 401 }]);
    assert.equal(await saves(document), false);
    assert.equal(descriptionOf(bodyOf(document)), 'Typed before');
    await other().setFaults([]);
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), false);
    });
    assert.match(asked.join(), /dataSource\.description, scheduleRetryCount changed in Domo/);
    assert.equal(document.isDirty, true);
    assert.equal((await other().stream(102))['scheduleRetryCount'], 6);
  });
});
