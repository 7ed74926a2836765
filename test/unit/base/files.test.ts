import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { appendText, makeFolder, writeWhole } from '../../../src/base/files';
import { silentLog } from '../../../src/base/log';
import { EarlierVersions } from '../../../src/documents/earlierVersions';
import { DocumentFiles } from '../../../src/documents/documentFiles';
import { FakeTarget } from '../../support/fakeTarget';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { uploadFor, runAt } from '../../support/uploadRuns';

describe('The files that the extension keeps', function () {
  // Windows has no such bits: there the user's folder is closed to others.
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  const folder = withTemporaryFolder();
  const path = (...names: string[]): string => join(folder().path, ...names);

  /** The permissions of a folder and of all that is in it, each once. */
  function modesIn(name: string): string[] {
    const entries = readdirSync(path(name), { recursive: true, encoding: 'utf8' });
    const modes = [name, ...entries.map((entry) => join(name, entry))].map((entry) => {
      const stats = statSync(path(entry));
      return `${stats.isDirectory() ? 'folder' : 'file'} ${(stats.mode & 0o777).toString(8)}`;
    });
    return [...new Set(modes)].sort();
  }

  const closed = ['file 600', 'folder 700'];

  it('are closed to other users of the machine: text that is written or added', async () => {
    await writeWhole(path('whole', 'deep', 'a.json'), '{}');
    await appendText(path('whole', 'b.parts'), 'x');
    assert.deepEqual(modesIn('whole'), closed);
  });

  it('are closed to other users of the machine: drafts and earlier versions', async () => {
    const key = 'domo-stream:/acme/streams/1/x.stream.json';
    await new DocumentFiles(path('documents'), silentLog).set(key, { base: {}, draft: '{' });
    const address = { type: 'stream', connectionId: 'acme', streamId: 1 } as const;
    await new EarlierVersions(path('history')).add(address, {});
    assert.deepEqual([modesIn('documents'), modesIn('history')], [closed, closed]);
  });

  it('are closed to other users of the machine: converted files', async () => {
    await folder().write('a.tsv', 'a\tb\n1\t2\n');
    const run = runAt(new FakeTarget(), path('converted'));
    await run.start(await uploadFor(path('a.tsv')));
    assert.deepEqual(modesIn('converted'), closed);
  });

  it('are closed in a folder that an earlier version left open', async () => {
    mkdirSync(path('old'));
    chmodSync(path('old'), 0o755);
    await makeFolder(path('old'));
    assert.deepEqual(modesIn('old'), ['folder 700']);
  });
});
