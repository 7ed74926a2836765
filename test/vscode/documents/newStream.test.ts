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
  setText,
  show,
  type Body,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance } from '../../support/vscode/instance';

describe('A new stream', () => {
  const instance = withInstance({ recorded: true });
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

  it('begins with a commented template for each way in which data comes', async () => {
    for (const [transport, field] of [
      ['API', 'schemaDefinition'],
      ['SFTP', 'account'],
      ['CONNECTOR', 'configuration'],
    ] as const) {
      const template = await create('stream.create', { transport });
      assert.equal(template.languageId, 'jsonc');
      assert.match(template.getText(), /^\/\/ A new stream/);
      const body = bodyOf(template);
      assert.equal((body['transport'] as Body)['type'], transport);
      assert.ok(field in body);
    }
    const unknown = instance().invoke('stream.create', { transport: 'PIGEON' });
    assert.equal(await kindOf(unknown), 'invalidArgument');
    assert.equal(posts(), 0);
  });

  it('is made of what one has written between the comments', async () => {
    const template = await create('stream.create', { transport: 'SFTP' });
    const text = template
      .getText()
      .replace('"id": 0', '"id": 19 // the warehouse\n')
      .replace('New DataSet', 'By SFTP /* no comment */');
    await setText(template, text);
    assert.equal(await saves(template), true);
    const body = await becomesStream();
    assert.equal((body['dataSource'] as Body)['name'], 'By SFTP /* no comment */');
    assert.equal((body['account'] as Body)['id'], 19);
    assert.equal((body['transport'] as Body)['type'], 'SFTP');
  });

  it('is not made with what the template leaves open', async () => {
    for (const transport of ['SFTP', 'CONNECTOR']) {
      const template = await create('stream.create', { transport });
      await setText(template, `${template.getText()}\n`);
      assert.equal(await saves(template), false);
      assert.equal(template.isDirty, true);
    }
    assert.equal(posts(), 0);
  });

  it('is told to be there perhaps where the answer was lost', async () => {
    const template = await create();
    await rename(template, 'Perhaps');
    const lost = { method: 'POST', path: '**/streams', afterEffect: true, status: 502 };
    await instance().setFaults([lost]);
    const given = { uri: template.uri.toString() };
    assert.equal(await kindOf(invoke('document.saveToDomo', given)), 'perhapsCreated');
    assert.equal(template.isDirty, true);
  });

  it('is not made of invalid JSON', async () => {
    const template = await create();
    await setText(template, '{');
    assert.equal(await saves(template), false);
    assert.equal(posts(), 0);
  });
});
