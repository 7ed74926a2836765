import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kindOf } from '../../support/collect';
import { rowsPerMebibyte, writeRows } from '../../support/vscode/files';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';
import { useSettings, withSettings } from '../../support/vscode/settings';

const rows = 3 * rowsPerMebibyte - 100;

describe('An upload that was interrupted and whose connection is lost', () => {
  const instance = withInstance();
  const folder = withFolder();
  useSettings({ 'domoStreams.upload.partSizeMiB': 1, 'domoStreams.upload.concurrency': 1 });
  let file: string;

  before(async () => {
    file = await writeRows(folder(), 'rows.csv', rows);
  });
  beforeEach(async () => {
    await instance().setFaults([{ method: 'PUT', path: '**/parts/2', status: 401 }]);
    const given = { uris: [file], streamId: 105, updateMethod: 'REPLACE', header: true };
    assert.equal(await kindOf(instance().invoke('file.upload', given)), 'unauthorized');
    await instance().setFaults([]);
  });
  afterEach(() => invoke('upload.clearFinished'));

  const without = <T>(task: () => Promise<T>): Promise<T> =>
    withSettings({ 'domoStreams.connections': [] }, task);

  /** The token belongs to the address. */
  const withoutToken = <T>(task: () => Promise<T>): Promise<T> => {
    const all = vscode.workspace.getConfiguration('domoStreams').get<object[]>('connections', []);
    const elsewhere = all.map((each) => ({ ...each, url: 'http://127.0.0.1:9' }));
    return withSettings({ 'domoStreams.connections': elsewhere }, task);
  };

  for (const [what, lose, kind] of [
    ['its connection', without, 'notFound'],
    ['its token', withoutToken, 'unauthorized'],
  ] as const) {
    it(`can be cancelled without ${what}`, async () => {
      const cancelled = await lose(() => invoke('upload.cancel'));
      assert.equal(cancelled['state'], 'cancelled');
      assert.equal(await kindOf(invoke('upload.resume')), 'notFound');
    });

    it(`goes on when it has ${what} again`, async () => {
      await lose(async () => assert.equal(await kindOf(invoke('upload.resume')), kind));
      assert.equal((await invoke('upload.resume'))['rowsInserted'], rows);
    });
  }
});
