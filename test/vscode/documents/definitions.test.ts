import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { failureOf, kindOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import {
  bodyOf,
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  show,
  streamUri,
  type Body,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';

describe('The definition of a stream', () => {
  const instance = withInstance({ recorded: true });
  const other = withInstance({ recorded: true });
  const folder = withFolder();
  afterEach(closeEditors);

  const fileIn = (name: string): string => join(folder(), name);

  async function savedTo(name: string, streamId: number): Promise<Body> {
    const uri = fileIn(name);
    await instance().invoke('stream.saveDefinition', { streamId, uri });
    return JSON.parse(await readFile(uri, 'utf8')) as Body;
  }

  it('is written to a file, without what the server keeps', async () => {
    const definition = await savedTo('Orders ☕.stream.json', 101);
    assert.deepEqual(definition['dataSource'], {
      name: 'Orders',
      description: 'Every order of the web shop, one row per line item. Replaced each night.',
    });
    for (const field of ['id', 'createdAt', 'modifiedAt', 'lastExecution', 'valid'])
      assert.ok(!(field in definition), field);
    assert.ok('schemaDefinition' in definition);
  });

  it('keeps what was typed of a stream that is gone meanwhile', async () => {
    const document = await show(streamUri(instance().connectionId, 112));
    await describeAs(document, 'Not lost');
    await instance().sandbox.call('DELETE', '112');
    assert.equal(await saves(document), false);
    assert.equal(document.isDirty, true);
    const uri = fileIn('gone.stream.json');
    await invoke('stream.saveDefinition', { uri });
    assert.equal(descriptionOf(JSON.parse(await readFile(uri, 'utf8')) as Body), 'Not lost');
  });

  it('is carried over to a stream of another connection, in the form that it has there', async () => {
    await savedTo('carried.stream.json', 101);
    const { connectionId } = other();
    const given = { uri: fileIn('carried.stream.json'), connectionId, streamId: 113 };
    const saved = await invoke('stream.applyDefinition', given);
    const stream = await other().stream(113);
    assert.deepEqual(saved, stream);
    assert.equal((stream['dataSource'] as Body)['name'], 'Orders');
    assert.equal(stream['id'], 113);
    const compared = await instance().invoke('stream.compare', {
      streamId: 101,
      otherConnectionId: connectionId,
      otherStreamId: 113,
    });
    assert.deepEqual(compared, []);
  });

  it('is not applied without the confirmation that such a change needs', async () => {
    await writeFile(fileIn('risky.stream.json'), '{ "account": { "id": 5 } // another\n}');
    const given = { uri: fileIn('risky.stream.json'), streamId: 109 };
    const asked = await answering('showWarningMessage', undefined, async () => {
      const error = await failureOf(instance().invoke('stream.applyDefinition', given));
      assert.equal('kind' in error && error.kind, 'needsDecision');
      assert.match(error.message, /account\.id: \d+ → 5\. Set "confirmed": true/);
    });
    assert.deepEqual(asked, []);
    assert.deepEqual(instance().written, []);
    const confirmed = { ...given, confirmed: true };
    const saved = await instance().invoke('stream.applyDefinition', confirmed);
    assert.equal((saved['account'] as Body)['id'], 5);
  });

  it('becomes a new stream by the first save of its document', async () => {
    await savedTo('new.stream.json', 107);
    const { uri } = await instance().invoke('stream.applyDefinition', {
      uri: fileIn('new.stream.json'),
    });
    const template = await show(vscode.Uri.parse(String(uri), true));
    assert.deepEqual(instance().written, []);
    assert.deepEqual((bodyOf(template)['account'] as Body)['id'], 19);
    await vscode.commands.executeCommand('workbench.action.files.save');
    await eventually('the stream’s own document is shown', () =>
      /\/streams\/\d+\/Warehouse/.test(vscode.window.activeTextEditor?.document.uri.path ?? ''),
    );
    assert.equal(instance().written.length, 1);
  });

  it('is refused where the file holds none', async () => {
    const cases = [
      ['{', 'invalidJson'],
      ['[]', 'invalidJson'],
      ['{"name": "package"}', 'noDefinition'],
    ] as const;
    for (const [text, kind] of cases) {
      await writeFile(fileIn(`${kind}.json`), text);
      const given = { uri: fileIn(`${kind}.json`), streamId: 102 };
      assert.equal(await kindOf(instance().invoke('stream.applyDefinition', given)), kind);
    }
    assert.deepEqual(instance().written, []);
  });

  it('differs between two streams, in words', async () => {
    const changes = await instance().invoke('stream.compare', {
      streamId: 102,
      otherStreamId: 105,
    });
    const fields = (changes as unknown as { field: string; words: string }[]).map(
      ({ field }) => field,
    );
    assert.ok(fields.includes('dataSource.name'));
    assert.ok(!fields.some((field) => /^(id|createdAt|dataSource\.id)$/.test(field)));
  });
});

describe('An earlier version of a stream', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  it('is what each save of ours has replaced, and can be brought back', async () => {
    const document = await show(streamUri(instance().connectionId, 101, 'Orders'));
    const original = descriptionOf(bodyOf(document));
    for (const text of ['first', 'second']) {
      await describeAs(document, text);
      assert.equal(await saves(document), true);
      const { modifiedAt } = await instance().stream(101);
      await eventually('it is shown', () => bodyOf(document)['modifiedAt'] === modifiedAt);
    }
    await instance().invoke('stream.restore', { streamId: 101 });
    assert.equal(descriptionOf(await instance().stream(101)), 'first');
    const { id, modifiedAt } = await instance().stream(101);
    assert.equal(id, 101);
    assert.equal(typeof modifiedAt, 'number');
    // The restored one replaced “second”, which is kept as well.
    await instance().invoke('stream.restore', { streamId: 101 });
    assert.equal(descriptionOf(await instance().stream(101)), 'second');
    assert.notEqual(original, 'second');
  });

  it('is none where nothing was saved from here', async () => {
    assert.equal(
      await kindOf(instance().invoke('stream.restore', { streamId: 105 })),
      'noDocument',
    );
  });
});
