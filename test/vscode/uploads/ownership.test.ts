import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { kindOf } from '../../support/collect';
import { LockedFiles } from '../../support/lockedFiles';
import { answering } from '../../support/vscode/answers';
import { eventually } from '../../support/vscode/eventually';
import { rowsPerMebibyte, writeRows } from '../../support/vscode/files';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';
import { useSettings } from '../../support/vscode/settings';
import { storageFolder } from '../../support/vscode/storage';

const streamId = 105;
const rows = 3 * rowsPerMebibyte - 100;

describe('An upload of this window', () => {
  const instance = withInstance();
  const folder = withFolder();
  useSettings({
    'domoStreams.upload.partSizeMiB': 1,
    'domoStreams.upload.concurrency': 1,
    'domoStreams.upload.retries': 0,
  });
  let file: string;

  before(async () => {
    file = await writeRows(folder(), 'rows.csv', rows);
  });
  afterEach(() => invoke('upload.clearFinished'));

  const upload = (updateMethod = 'APPEND'): Promise<Record<string, unknown>> =>
    instance().invoke('file.upload', { uris: [file], streamId, updateMethod, header: true });

  const calls = async (end: string): Promise<number> =>
    (await instance().writes()).filter((call) => call.endsWith(end)).length;

  /** Has the second part refused, and what that leaves repeated twice at the same time. */
  async function failAndCallTwice(status: number, command: string): Promise<number> {
    await instance().setFaults([{ method: 'PUT', path: '**/parts/2', status }]);
    await kindOf(upload());
    await instance().setFaults([]);
    await instance().forgetRequests();
    const before = (await instance().sandbox.stored(streamId)).length;
    const results = await Promise.all([invoke(command), invoke(command)]);
    assert.deepEqual(
      results.map(({ rowsInserted }) => rowsInserted),
      [rows, rows],
    );
    assert.equal(await calls('/commit'), 1);
    const added = (await instance().sandbox.stored(streamId)).slice(before);
    return added.split('\n').length - 1;
  }

  it('is uploaded once if Retry is chosen twice', async () => {
    assert.equal(await failAndCallTwice(403, 'upload.retry'), rows);
  });

  it('is uploaded once if Resume is chosen twice', async () => {
    assert.equal(await failAndCallTwice(401, 'upload.resume'), rows);
  });

  it('is watched and not loaded again by Retry if its end could not be read', async () => {
    const before = (await instance().sandbox.stored(streamId)).length;
    const looks = { method: 'GET', path: '**/executions/*', nth: 'every' as const };
    await instance().setFaults([{ ...looks, status: 403 }]);
    assert.equal(await kindOf(upload()), 'forbidden');
    await instance().setFaults([]);
    const { state, rowsInserted } = await invoke('upload.retry');
    assert.deepEqual([state, rowsInserted], ['done', rows]);
    assert.equal(await calls('/commit'), 1);
    const added = (await instance().sandbox.stored(streamId)).slice(before);
    assert.equal(added.split('\n').length - 1, rows);
  });

  it('is watched and not loaded again by Retry if it was canceled behind its commit', async () => {
    await instance().setFaults([
      { method: 'GET', path: '**/executions/*', nth: 'every', delayMs: 300 },
    ]);
    const kind = kindOf(upload());
    await eventually('it is committed', async () => (await calls('/commit')) === 1);
    await eventually('its end is watched', async () =>
      (await instance().requests()).some(
        ({ path, method, status }) =>
          method === 'GET' && /executions\/\d+$/.test(path) && status === null,
      ),
    );
    await invoke('upload.cancel');
    assert.equal(await kind, 'cancelled');
    await instance().setFaults([]);
    const { state, rowsInserted } = await invoke('upload.retry');
    assert.deepEqual([state, rowsInserted], ['done', rows]);
    assert.equal(await calls('/commit'), 1);
  });

  it('is looked at again by Retry if its file has changed', async () => {
    const changing = join(folder(), 'changing.csv');
    writeFileSync(changing, 'customer_id,name,email,city,joined_at,points\n1,A,,,,\n');
    await instance().setFaults([{ method: 'PUT', path: '**/parts/1', status: 403 }]);
    const given = { uris: [changing], streamId: 102, updateMethod: 'REPLACE' };
    assert.equal(await kindOf(instance().invoke('file.upload', given)), 'forbidden');
    await instance().setFaults([]);
    writeFileSync(changing, '1,A,,,,\n2,B,,,,\n');
    assert.equal((await invoke('upload.retry'))['rowsInserted'], 2);
  });

  it('keeps its place in the order of its files when it is retried', async () => {
    const [first = '', second = ''] = ['first.csv', 'second.csv'].map((name, index) => {
      const path = join(folder(), name);
      writeFileSync(path, `a,b\n${index},x\n`);
      return path;
    });
    await instance().setFaults([{ method: 'PUT', path: '**/parts/1', status: 403 }]);
    const given = { uris: [first, second], streamId, updateMethod: 'REPLACE', header: true };
    assert.equal(await kindOf(instance().invoke('file.upload', given)), 'forbidden');
    await instance().setFaults([]);
    // The second one was canceled with the first one, and waits for it whatever is retried first.
    const retry = (name: string) => choosing(name, () => invoke('upload.retry', { ask: true }));
    const shown = await answering('showErrorMessage', undefined, () => retry('second.csv'));
    assert.equal(shown.length, 1, shown.join('\n'));
    await retry('first.csv');
    await invoke('upload.retry');
    assert.equal(await instance().sandbox.stored(streamId), '0,x\n1,x\n');
  });

  it('stops once another window has taken it over, and leaves it to that window', async function () {
    const uploads = join(storageFolder(this, 'globalStorage'), 'uploads');
    const locks = join(uploads, 'locks');
    const slow = { method: 'PUT', path: '**/parts/*', nth: 'every' as const, delayMs: 300 };
    await instance().setFaults([slow]);
    const kind = kindOf(upload());
    await eventually('the first part is on its way', async () => (await calls('/parts/1')) === 1);
    const [lock = ''] = readdirSync(locks);
    const owner = JSON.parse(readFileSync(join(locks, lock), 'utf8')) as object;
    const theirs = join(locks, lock.replace('.1.lock', '.2.lock'));
    writeFileSync(theirs, JSON.stringify({ ...owner, nonce: 'another window' }));
    assert.equal(await kind, 'conflict');
    assert.deepEqual([await calls('/abort'), await calls('/commit')], [0, 0]);
    const left = readdirSync(uploads).filter((name) => name.endsWith('.json'));
    assert.equal(left.length, 1, 'the record belongs to the other window');
    for (const name of [theirs, join(locks, lock), join(uploads, left[0] ?? '')]) rmSync(name);
  });

  it('is done even if its record can’t be removed', async function () {
    const uploads = join(storageFolder(this, 'globalStorage'), 'uploads');
    const isRecord = (path: string): boolean => path.startsWith(uploads) && path.endsWith('.json');
    const locked = new LockedFiles((_nth, path) => isRecord(path));
    // Records are renamed into place: only their removal is to fail.
    try {
      const { state, rowsInserted } = await upload('REPLACE');
      assert.deepEqual([state, rowsInserted], ['done', rows]);
      assert.ok(locked.failures > 0);
    } finally {
      locked.release();
      for (const name of readdirSync(uploads).filter((each) => each.endsWith('.json')))
        rmSync(join(uploads, name));
    }
  });

  it('is done while every second rename and delete fails at first', async () => {
    const locked = new LockedFiles();
    try {
      const { state, rowsInserted } = await upload('REPLACE');
      assert.deepEqual([state, rowsInserted], ['done', rows]);
      assert.ok(locked.failures > 2, `${locked.failures} failures`);
    } finally {
      locked.release();
    }
  });
});

/** Chooses an entry by its label in the list that the task asks with. */
async function choosing<T>(label: string, task: () => Promise<T>): Promise<T> {
  const former = vscode.window.showQuickPick;
  const pick = (items: readonly vscode.QuickPickItem[]): unknown =>
    Promise.resolve(items.find((item) => item.label === label));
  Object.assign(vscode.window, { showQuickPick: pick });
  try {
    return await task();
  } finally {
    Object.assign(vscode.window, { showQuickPick: former });
  }
}
