import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { silentLog } from '../../../src/base/log';
import { DocumentFiles } from '../../../src/documents/documentFiles';
import { NewDocuments } from '../../../src/vscode/documents/newStreams/newDocuments';
import { OpenDocuments } from '../../../src/vscode/documents/openDocuments';
import { withFolder } from '../../support/vscode/folder';

describe('The number of a new stream’s document', () => {
  const folder = withFolder();

  it('is not given out again in its window, even if another one has removed its file', async () => {
    const documents = new OpenDocuments(new DocumentFiles(folder(), silentLog));
    const added = new NewDocuments(documents);
    const first = await added.add('acme', { text: '{ "a": 1 }' });
    await rm(folder(), { recursive: true });
    const second = await added.add('acme', { text: '{ "b": 2 }' });
    assert.notEqual(second.path, first.path);
    assert.equal(await added.textOf(second), '{ "b": 2 }');
    documents.dispose();
  });
});
