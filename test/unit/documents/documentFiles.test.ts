import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { silentLog } from '../../../src/base/log';
import type { JsonObject } from '../../../src/base/json';
import { parseJson, stringifyJson } from '../../../src/base/jsonText';
import { DocumentFiles } from '../../../src/documents/documentFiles';
import { eventually } from '../../support/vscode/eventually';
import { withTemporaryFolder } from '../../support/temporaryFolder';

/** The address of a document, as text. */
const documentOf = (connectionId: string, streamId: number): string =>
  `domo-stream:/${connectionId}/streams/${streamId}/x.stream.json`;

describe('The store of documents', () => {
  const all = withTemporaryFolder();
  let directory = '';

  const files = (): string[] =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.includes('.json'))
      .map((name) => join(directory, name));

  const open = (capacity?: number): DocumentFiles =>
    new DocumentFiles(directory, silentLog, capacity);

  beforeEach(() => {
    directory = mkdtempSync(join(all().path, 'documents-'));
  });

  it('gives a later window what an earlier one kept', async () => {
    const store = open();
    await store.set('one', { base: { id: 1 } });
    await store.set('one', { base: { id: 2 }, draft: '{' });
    const later = open();
    assert.deepEqual(await later.get('one'), { base: { id: 2 }, draft: '{' });
    assert.equal(await later.get('two'), undefined);
    assert.equal(files().length, 1);
  });

  it('keeps numbers that JavaScript would round', async () => {
    const base = parseJson('{"id":9007199254740993}') as JsonObject;
    await open().set('one', { base });
    assert.equal(stringifyJson((await open().get('one'))?.base ?? {}), stringifyJson(base));
  });

  for (const [what, text] of [
    ['cut off', '{"base":{"id":'],
    ['something else', 'null'],
  ] as const)
    it(`sets a file aside that is ${what}, as if there were none`, async () => {
      await open().set('one', { base: { id: 1 } });
      const [file = ''] = files();
      writeFileSync(file, text);
      assert.equal(await open().get('one'), undefined);
      assert.deepEqual(
        files().map((each) => basename(each)),
        [`${basename(file)}.unreadable`],
      );
    });

  it('forgets the documents of one connection and keeps those of the others', async () => {
    const store = open();
    await store.set(documentOf('acme', 1), { base: { id: 1 }, draft: 'x' });
    await store.set(documentOf('acme', 2), { base: { id: 2 } });
    await store.set(documentOf('acme-2', 1), { base: { id: 3 } });
    await store.forget('acme');
    for (const each of [store, open()]) {
      assert.equal(await each.get(documentOf('acme', 1)), undefined);
      assert.deepEqual(await each.get(documentOf('acme-2', 1)), { base: { id: 3 } });
    }
    assert.equal(files().length, 1);
  });

  it('forgets the oldest where there are too many, but no draft', async () => {
    const former = open();
    for (const id of [1, 2, 3, 4]) {
      const before = new Set(files());
      await former.set(documentOf('acme', id), { base: { id }, ...(id === 1 && { draft: 'x' }) });
      const written = new Date(2026, 0, id);
      for (const file of files()) if (!before.has(file)) utimesSync(file, written, written);
    }
    await open(2).set(documentOf('other', 9), { base: { id: 9 } });
    await eventually('the oldest are forgotten', () => files().length === 3);
    const later = open();
    const kept = await Promise.all([1, 2, 3, 4].map((id) => later.get(documentOf('acme', id))));
    assert.deepEqual(
      kept.map((stored) => stored?.base['id']),
      [1, undefined, undefined, 4],
    );
  });
});
