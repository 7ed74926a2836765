import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  bodyOf,
  change,
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  show,
  streamUri,
  without,
  type Body,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withInstance } from '../../support/vscode/instance';

describe('A field that can not be changed', () => {
  const instance = withInstance();
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  function marks({ uri }: vscode.TextDocument): vscode.Diagnostic[] {
    return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Domo Streams');
  }

  async function marked(document: vscode.TextDocument, count: number): Promise<void> {
    await eventually(`${count} fields are marked`, () => marks(document).length === count);
  }

  async function fixesOf(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
    const [mark] = marks(document);
    assert.ok(mark);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      mark.range,
    );
    return actions.filter(({ title }) => title.startsWith('Revert'));
  }

  for (const [field, value] of [
    ['id', 7],
    ['createdBy', 'me'],
  ] as const) {
    it(`is marked at its name, and put back by a quick fix: ${field}`, async () => {
      const document = await open(101);
      const before = bodyOf(document)[field];
      await change(document, (body) => ({ ...body, [field]: value }));
      await marked(document, 1);
      const [mark] = marks(document);
      assert.equal(document.getText(mark?.range), `"${field}"`);
      assert.match(mark?.message ?? '', new RegExp(field));
      const [fix] = await fixesOf(document);
      assert.ok(fix?.edit);
      assert.equal(fix.isPreferred, true);
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      assert.deepEqual(bodyOf(document)[field], before);
      await marked(document, 0);
      await describeAs(document, `After the fix of ${field}`);
      assert.equal(await saves(document), true);
      assert.equal(descriptionOf(await instance().stream(101)), `After the fix of ${field}`);
    });
  }

  it('is put back whole where it is an object', async () => {
    const document = await open(103);
    const { changes: before } = bodyOf(document);
    assert.deepEqual(before, []);
    await change(document, (body) => ({ ...body, changes: [{ by: 'me', at: [1, 2] }] }));
    await marked(document, 1);
    const [fix] = await fixesOf(document);
    assert.ok(fix?.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.deepEqual(bodyOf(document)['changes'], before);
  });

  it('is marked too where it was removed or added, and put right by the fixes', async () => {
    const document = await open(102);
    const before = bodyOf(document);
    await change(document, (body) => ({ ...without(body, 'createdAt'), mine: 1 }));
    await marked(document, 2);
    for (let count = 1; count >= 0; count -= 1) {
      const [fix] = await fixesOf(document);
      assert.ok(fix?.edit);
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      await marked(document, count);
    }
    assert.deepEqual(bodyOf(document), before);
  });

  it('is not marked where it may be changed, moves by itself, or the text is no JSON', async () => {
    const document = await open(107);
    await change(document, (body) => ({ ...body, id: 1 }));
    await marked(document, 1);
    await change(document, (body) => ({
      ...body,
      id: 107,
      updateMethod: 'APPEND',
      modifiedAt: 0,
      dataSource: { ...(body['dataSource'] as Body), name: 'Renamed' },
    }));
    await marked(document, 0);
  });

  it('is no longer marked when its tab is closed', async () => {
    const document = await open(108);
    await change(document, (body) => ({ ...body, id: 1 }));
    await marked(document, 1);
    await closeEditors();
    await marked(document, 0);
  });
});
