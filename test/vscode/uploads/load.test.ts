import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { writeRows } from '../../support/vscode/files';
import { withFolder } from '../../support/vscode/folder';
import { withInstance } from '../../support/vscode/instance';

describe('Many uploads', () => {
  const instance = withInstance();
  const folder = withFolder();

  it('of fifty files at once end with all rows, in the order of the files', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `part-${index}.csv`);
    const uris = await Promise.all(
      names.map((name, index) => writeRows(folder(), name, index + 1)),
    );
    const given = { uris, streamId: 105, updateMethod: 'REPLACE', header: true };
    const summaries = (await instance().invoke('file.upload', given)) as unknown as {
      state: string;
      rowsInserted: number;
    }[];
    assert.deepEqual(
      summaries.map(({ state, rowsInserted }) => [state, rowsInserted]),
      names.map((_, index) => ['done', index + 1]),
    );
    const texts = await Promise.all(uris.map((path) => readFile(path, 'utf8')));
    const rows = texts.map((text) => text.slice(text.indexOf('\n') + 1)).join('');
    assert.ok((await instance().sandbox.stored(105)) === rows, 'other rows are in the DataSet');
  });
});
