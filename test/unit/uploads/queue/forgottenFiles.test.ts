import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeForgotten } from '../../../../src/uploads/queue/forgottenFiles';
import { LedgerFiles } from '../../../../src/uploads/queue/ledgerFiles';
import { withTemporaryFolder } from '../../../support/temporaryFolder';

describe('removeForgotten', () => {
  const folder = withTemporaryFolder();

  it('removes old files of which no upload is known, and no others', async () => {
    const [records, converted] = ['uploads', 'converted'].map((name) => join(folder().path, name));
    assert.ok(records && converted);
    await mkdir(records);
    await mkdir(converted);
    for (const name of ['old', 'new', 'known'])
      await writeFile(join(converted, `${name}.csv`), 'x');
    await writeFile(join(records, 'known.json'), '{}');
    const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
    for (const name of ['old', 'known'])
      await utimes(join(converted, `${name}.csv`), longAgo, longAgo);
    await removeForgotten(converted, new LedgerFiles(records));
    assert.deepEqual((await readdir(converted)).sort(), ['known.csv', 'new.csv']);
  });

  it('does nothing where nothing was ever converted', async () => {
    const missing = join(folder().path, 'missing');
    await removeForgotten(missing, new LedgerFiles(missing));
  });
});
