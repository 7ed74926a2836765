import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  bodyOf,
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  show,
  streamUri,
} from '../../support/vscode/editors';
import { withInstance } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';

const czech = 'Žluťoučký kůň ☕ 山田';

describe('A document is UTF-8', () => {
  const instance = withInstance();
  afterEach(closeEditors);
  const uriOf = (streamId: number): vscode.Uri => streamUri(instance().connectionId, streamId);
  const inDomo = async (streamId: number): Promise<unknown> =>
    descriptionOf(await instance().stream(streamId));

  for (const [encoding, streamId] of [
    ['windows1250', 101],
    ['shiftjis', 103],
    ['utf16le', 104],
    ['utf8bom', 106],
  ] as const)
    it(`where files have ${encoding} too`, () =>
      withSettings({ 'files.encoding': encoding }, async () => {
        const { sandbox } = instance();
        await sandbox.put(String(streamId), { dataSource: { description: `${czech}!` } });
        const document = await show(uriOf(streamId));
        assert.equal(descriptionOf(bodyOf(document)), `${czech}!`);
        await describeAs(document, czech);
        assert.equal(await saves(document), true);
        assert.equal(await inDomo(streamId), czech);
      }));

  it('where the editor guesses encodings', () =>
    withSettings({ 'files.autoGuessEncoding': true }, async () => {
      await instance().sandbox.put('107', { dataSource: { description: 'Größe äöü' } });
      const document = await show(uriOf(107));
      assert.equal(descriptionOf(bodyOf(document)), 'Größe äöü');
      assert.equal(document.encoding, 'utf8bom');
    }));

  it('or is not saved where a person chose something else', async () => {
    const document = await show(uriOf(102));
    const before = await inDomo(102);
    await vscode.workspace.openTextDocument(document.uri, { encoding: 'windows1252' });
    await describeAs(document, 'Größe');
    assert.equal(await saves(document), false);
    assert.equal(document.isDirty, true);
    assert.equal(await inDomo(102), before);
  });
});
