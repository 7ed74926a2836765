import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { kindOf } from '../../support/collect';
import { answering } from '../support/answers';
import {
  bodyOf,
  change,
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  setText,
  show,
  type Body,
} from '../support/editors';
import { eventually } from '../support/eventually';
import { withFolder } from '../support/folder';
import { withInstance } from '../support/instance';

describe('A new stream', () => {
  const instance = withInstance({ recorded: true });
  const folder = withFolder();
  afterEach(closeEditors);

  async function create(
    command = 'stream.create',
    given: object = {},
  ): Promise<vscode.TextDocument> {
    const { uri } = await instance().invoke(command, given);
    return show(vscode.Uri.parse(String(uri), true));
  }

  async function rename(document: vscode.TextDocument, name: string): Promise<void> {
    await change(document, (body) => ({ ...body, dataSource: { name, description: '' } }));
  }

  function activeDocument(): vscode.TextDocument | undefined {
    return vscode.window.activeTextEditor?.document;
  }

  async function becomesStream(): Promise<Body> {
    await eventually('the stream’s own document is shown', () =>
      /\/streams\/\d+\//.test(activeDocument()?.uri.path ?? ''),
    );
    const document = activeDocument();
    assert.ok(document);
    return bodyOf(document);
  }

  const posts = (): number => instance().written.filter(({ method }) => method === 'POST').length;

  it('is made by the first save of its document, which turns into the stream’s own', async () => {
    const template = await create();
    assert.equal(posts(), 0);
    await rename(template, 'Fresh / new #1');
    assert.equal(await saves(template), true);
    const body = await becomesStream();
    assert.equal(posts(), 1);
    assert.deepEqual(body, await instance().stream(Number(body['id'])));
    await eventually('the template’s tab is closed', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .every(({ label }) => !/^\d+\.stream\.json$/.test(label)),
    );
    const document = activeDocument();
    assert.ok(document);
    await describeAs(document, 'Saved as any other');
    assert.equal(await saves(document), true);
    assert.equal(posts(), 1);
    assert.equal(descriptionOf(await instance().stream(Number(body['id']))), 'Saved as any other');
  });

  it('is made once, though one saves twice', async () => {
    const template = await create();
    await rename(template, 'Once only');
    const saved = await Promise.all([saves(template), saves(template)]);
    assert.ok(saved.includes(true));
    await becomesStream();
    assert.equal(posts(), 1);
  });

  it('is made of a template that was not touched', async () => {
    await create();
    await vscode.commands.executeCommand('workbench.action.files.save');
    await becomesStream();
    assert.equal(posts(), 1);
  });

  it('is not made where the server refuses it, and can be made after that', async () => {
    const template = await create();
    await rename(template, '');
    assert.equal(await saves(template), false);
    assert.equal(template.isDirty, true);
    await rename(template, 'Now with a name');
    assert.equal(await saves(template), true);
    const body = await becomesStream();
    assert.equal((body['dataSource'] as Body)['name'], 'Now with a name');
    assert.equal(posts(), 2);
  });

  it('is not made twice where it can not be shown at once', async () => {
    const template = await create();
    await rename(template, 'Made, but not shown');
    await instance().setFaults([{ method: 'GET', path: '^.*/streams/\\d+\\?.*$', status: 403 }]);
    const told = await answering('showErrorMessage', undefined, async (messages) => {
      assert.equal(await saves(template), true);
      await eventually('the failure is told', () => messages.length > 0);
    });
    assert.match(told.join(), /may not do that/);
    await instance().setFaults([]);
    await describeAs(template, 'Once more');
    assert.equal(await saves(template), false);
    assert.equal(posts(), 1);
  });

  it('is not made of invalid JSON', async () => {
    const template = await create();
    await setText(template, '{');
    assert.equal(await saves(template), false);
    assert.equal(posts(), 0);
  });

  it('takes its columns and name from a file', async () => {
    const path = join(folder(), 'köln & co #2.csv');
    await writeFile(path, 'id,name,joined\n1,Zoë,2026-01-02\n2,Jo,2026-02-03\n');
    for (const uri of [path, vscode.Uri.file(path), vscode.Uri.file(path).toString()]) {
      const template = await create('stream.createFromFile', { uri });
      const { dataSource, schemaDefinition } = bodyOf(template) as Record<string, Body>;
      assert.equal(dataSource?.['name'], 'köln & co #2');
      assert.deepEqual(
        (schemaDefinition?.['columns'] as Body[]).map(
          ({ name, type }) => `${String(name)} ${String(type)}`,
        ),
        ['id LONG', 'name STRING', 'joined DATE'],
      );
    }
    const template = activeDocument();
    assert.ok(template);
    await vscode.commands.executeCommand('workbench.action.files.save');
    const body = await becomesStream();
    const uploaded = await instance().invoke('file.upload', {
      uris: [path],
      streamId: body['id'],
    });
    assert.equal(uploaded['rowsInserted'], 2);
  });

  it('can not be made of a file that is missing, empty or no CSV', async () => {
    const empty = join(folder(), 'empty.csv');
    await writeFile(empty, '');
    const cases = [
      [join(folder(), 'missing.csv'), 'fileNotFound'],
      [empty, 'fileEmpty'],
      [folder(), 'fileUnreadable'],
      ['https://example.com/x.csv', 'invalidArgument'],
    ];
    for (const [uri, kind] of cases)
      assert.equal(await kindOf(instance().invoke('stream.createFromFile', { uri })), kind);
  });
});
