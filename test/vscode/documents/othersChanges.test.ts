import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import {
  bodyOf,
  change,
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  show,
  streamUri,
  type Body,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance } from '../../support/vscode/instance';

describe('What others changed, and a tab does not show yet', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  /** Opens a stream; somebody else changes a field of it then. */
  async function openAndChangeElsewhere(streamId: number): Promise<vscode.TextDocument> {
    const document = await show(streamUri(instance().connectionId, streamId));
    await instance().sandbox.put(String(streamId), { scheduleRetryCount: 7 });
    return document;
  }

  async function assertBothKept(streamId: number, description: string): Promise<void> {
    const saved = await instance().stream(streamId);
    assert.deepEqual([saved['scheduleRetryCount'], descriptionOf(saved)], [7, description]);
    for (const { body } of instance().written)
      assert.deepEqual(Object.keys(body as Body), ['dataSource']);
  }

  it('is not taken back where one types on while a save is under way', async () => {
    const document = await openAndChangeElsewhere(107);
    await describeAs(document, 'Saved');
    await instance().setFaults([{ method: 'PUT', path: '**/streams/*', delayMs: 400, times: 1 }]);
    const saving = saves(document);
    await eventually('it is sent', () => instance().written.length > 0);
    await describeAs(document, 'Typed meanwhile');
    await saving;
    await eventually('the first save is over', async () => {
      return descriptionOf(await instance().stream(107)) === 'Saved';
    });
    assert.equal(await saves(document), true);
    await assertBothKept(107, 'Typed meanwhile');
  });

  it('does not keep such a tab from being saved, however long it is', async () => {
    const document = await show(streamUri(instance().connectionId, 110));
    await instance().sandbox.put('110', { scheduleRetryCount: 1234567 });
    await describeAs(document, 'Saved');
    await instance().setFaults([{ method: 'PUT', path: '**/streams/*', delayMs: 400, times: 1 }]);
    const saving = saves(document);
    await eventually('it is sent', () => instance().written.length > 0);
    await describeAs(document, 'Typed meanwhile, and longer');
    await saving;
    await invoke('document.saveToDomo', { uri: document.uri.toString() });
    const saved = await instance().stream(110);
    assert.equal(descriptionOf(saved), 'Typed meanwhile, and longer');
    assert.equal(saved['scheduleRetryCount'], 1234567);
    await eventually('both are shown', () => bodyOf(document)['scheduleRetryCount'] === 1234567);
  });

  it('is not taken back where Domo took only a part of a save, and the rest is put right', async () => {
    const document = await openAndChangeElsewhere(108);
    const withType = (body: Body, type: string): Body => ({
      ...body,
      dataSource: { ...(body['dataSource'] as Body), description: 'Taken', type },
    });
    const { type } = bodyOf(document)['dataSource'] as { type: string };
    await change(document, (body) => withType(body, 'ignored'));
    assert.equal(await saves(document), false);
    await change(document, (body) => withType(body, type));
    assert.equal(await saves(document), true);
    await assertBothKept(108, 'Taken');
  });
});
