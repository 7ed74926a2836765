import assert from 'node:assert/strict';
import { readFile, rename } from 'node:fs/promises';
import { failureOf, kindOf } from '../../support/collect';
import { eventually } from '../../support/vscode/eventually';
import { rowsPerMebibyte, writeRows } from '../../support/vscode/files';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';
import { useSettings } from '../../support/vscode/settings';

const rows = 3 * rowsPerMebibyte - 100;
const refusing = { method: 'PUT', path: '**/parts/2', status: 401 };

describe('Uploads that were interrupted', () => {
  const instance = withInstance();
  const folder = withFolder();
  useSettings({
    'domoStreams.upload.partSizeMiB': 1,
    'domoStreams.upload.concurrency': 1,
    'domoStreams.upload.retries': 0,
  });
  let files: string[];

  before(async () => {
    const names = ['first.csv', 'second.csv', 'third.csv'];
    files = await Promise.all(names.map((name) => writeRows(folder(), name, rows)));
  });
  afterEach(() => invoke('upload.clearFinished'));

  const upload = (uris: readonly string[], streamId = 105): Promise<Record<string, unknown>> =>
    instance().invoke('file.upload', { uris, streamId, updateMethod: 'REPLACE', header: true });

  /** The rows of the files, in the order of the files. */
  const expected = async (): Promise<string> =>
    (await Promise.all(files.map((file) => readFile(file, 'utf8'))))
      .map((text) => text.slice(text.indexOf('\n') + 1))
      .join('');

  const commits = async (): Promise<string[]> =>
    (await instance().writes()).filter((call) => call.includes('commit'));

  it('by a token that ran out go on in their order once all are resumed', async () => {
    await instance().setFaults([refusing]);
    assert.equal(await kindOf(upload(files)), 'unauthorized');
    await instance().setFaults([]);
    await instance().forgetRequests();
    const resumed = (await invoke('upload.resumeAll')) as unknown as Record<string, unknown>[];
    assert.deepEqual(
      resumed.map(({ path, state }) => [path, state]),
      files.map((file) => [file, 'done']),
    );
    assert.ok((await instance().sandbox.stored(105)) === (await expected()), 'other rows arrived');
    const parts = (await instance().writes()).filter((call) => call.includes('/parts/'));
    assert.equal(parts.length, 3 * files.length - 1, 'the first part of the first file was there');
  });

  it('by a token that ran out go on by themselves once the connection has another one', async () => {
    await instance().setFaults([refusing]);
    assert.equal(await kindOf(upload(files)), 'unauthorized');
    await instance().setFaults([]);
    const { token } = instance().sandbox.sandbox;
    await instance().invoke('connection.edit', { token });
    await eventually('all are done', async () => (await commits()).length === files.length);
    await eventually('the last is loaded', async () => {
      // A commit is on record before Domo handles it, so the last execution may still be the one before.
      return (await instance().stream(105))['currentExecution'] === null;
    });
    assert.ok((await instance().sandbox.stored(105)) === (await expected()), 'other rows arrived');
  });

  it('by a file that is gone wait until it is back', async () => {
    const [file = ''] = files;
    await instance().setFaults([refusing]);
    assert.equal(await kindOf(upload([file])), 'unauthorized');
    await instance().setFaults([]);
    await rename(file, `${file}.away`);
    const failure = await failureOf(invoke('upload.resume'));
    assert.match(failure.message, /There is no file .*first\.csv\. Execution \d+ stays open: put/);
    await rename(`${file}.away`, file);
    assert.equal((await invoke('upload.resume'))['rowsInserted'], rows);
  });

  it('by one that failed are not done without it', async () => {
    await instance().setFaults([{ ...refusing, status: 403 }]);
    assert.equal(await kindOf(upload(files)), 'forbidden');
    await instance().setFaults([]);
    assert.equal(await kindOf(invoke('upload.resume')), 'notFound');
    assert.deepEqual(await invoke('upload.resumeAll'), []);
    assert.deepEqual(await commits(), []);
  });
});
