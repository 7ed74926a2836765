import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentStore } from '../../../src/vscode/documents/documentStore';
import { withTemporaryFolder } from '../../support/temporaryFolder';

describe('The store of documents', () => {
  const all = withTemporaryFolder();
  let directory = '';

  beforeEach(() => {
    directory = mkdtempSync(join(all().path, 'documents-'));
  });

  it('gives a later window what an earlier one kept', async () => {
    const store = new DocumentStore(directory);
    await store.set('one', { base: { id: 1 } });
    await store.set('one', { base: { id: 2 }, draft: '{' });
    await store.set('two', { base: {} });
    await store.delete('two');
    const later = new DocumentStore(directory);
    assert.deepEqual(await later.get('one'), { base: { id: 2 }, draft: '{' });
    assert.equal(await later.get('two'), undefined);
    assert.equal(readdirSync(directory).length, 1);
  });

  for (const [what, text] of [
    ['cut off', '{"base":{"id":'],
    ['something else', 'null'],
  ] as const)
    it(`sets a file aside that is ${what}, as if there were none`, async () => {
      const store = new DocumentStore(directory);
      await store.set('one', { base: { id: 1 } });
      const [name = ''] = readdirSync(directory);
      writeFileSync(join(directory, name), text);
      assert.equal(await new DocumentStore(directory).get('one'), undefined);
      assert.deepEqual(readdirSync(directory), [`${name}.unreadable`]);
    });
});
