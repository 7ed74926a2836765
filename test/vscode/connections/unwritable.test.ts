import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { silentLog } from '../../../src/base/log';
import type { Connection } from '../../../src/connections/connection';
import { ConnectionStore } from '../../../src/vscode/connections/connectionStore';
import { failureOf } from '../../support/collect';
import { closeEditors } from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';

const first = 'https://first.domo.test';
const second = 'https://second.domo.test';

/** Secrets in memory, which can be made to fail. */
class Secrets implements vscode.SecretStorage {
  readonly values = new Map<string, string>();
  isBroken = false;
  readonly onDidChange = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event;

  get = (key: string): Promise<string | undefined> => Promise.resolve(this.values.get(key));
  keys = (): Promise<string[]> => Promise.resolve([...this.values.keys()]);
  store = (key: string, value: string): Promise<void> =>
    this.#change(() => this.values.set(key, value));
  delete = (key: string): Promise<void> => this.#change(() => this.values.delete(key));

  async #change(task: () => unknown): Promise<void> {
    await Promise.resolve();
    if (this.isBroken) throw new Error('The keyring is locked.');
    task();
  }
}

describe('Connections whose setting can not be written', () => {
  let secrets: Secrets;
  let store: ConnectionStore;
  let connection: Connection;
  let settingsFile: vscode.Uri;
  let intact: Uint8Array;

  before(async () => {
    await vscode.commands.executeCommand('workbench.action.openSettingsJson');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    settingsFile = editor.document.uri;
    await closeEditors();
  });

  const stored = (): { id: string }[] =>
    vscode.workspace.getConfiguration('domoStreams').get('connections', []);
  const tokens = (): string[] => [...secrets.values.values()];

  beforeEach(async () => {
    secrets = new Secrets();
    store = new ConnectionStore(secrets, silentLog as vscode.LogOutputChannel);
    connection = await store.add({ name: 'First', url: first, readOnly: false }, 'token one');
    intact = await vscode.workspace.fs.readFile(settingsFile);
  });
  afterEach(async () => {
    secrets.isBroken = false;
    await vscode.workspace.fs.writeFile(settingsFile, intact);
    await eventually('the setting can be written', async () => {
      await store.remove(connection);
      return stored().length === 0;
    });
    store.dispose();
  });

  /** Makes every change of a setting fail, as an error in the file of the settings does. */
  async function breakSettings(): Promise<void> {
    const broken = `${Buffer.from(intact).toString().trimEnd().slice(0, -1)}, "broken": `;
    await vscode.workspace.fs.writeFile(settingsFile, Buffer.from(broken));
  }

  it('leave no token of one that could not be added', async () => {
    await breakSettings();
    await failureOf(store.add({ name: 'Second', url: second, readOnly: false }, 'token two'));
    assert.deepEqual(tokens(), ['token one']);
  });

  it('keep the former token of one that could not be edited', async () => {
    await breakSettings();
    await failureOf(store.save(connection, 'token two'));
    assert.deepEqual(tokens(), ['token one']);
    await failureOf(store.save({ ...connection, url: second }, 'token two'));
    assert.deepEqual(tokens(), ['token one']);
  });

  it('keep the token of one that could not be removed', async () => {
    await breakSettings();
    await failureOf(store.remove(connection));
    assert.deepEqual(tokens(), ['token one']);
  });

  it('keep one whose token could not be removed', async () => {
    secrets.isBroken = true;
    await failureOf(store.remove(connection));
    assert.deepEqual(
      stored().map(({ id }) => id),
      [connection.id],
    );
    assert.deepEqual(tokens(), ['token one']);
  });

  it('change nothing where the token of the former address could not be removed', async () => {
    const moved = { ...connection, url: second };
    let deletes = 0;
    const { delete: remove } = secrets;
    secrets.delete = (key) =>
      (deletes += 1) === 1 ? Promise.reject(new Error('The keyring is locked.')) : remove(key);
    await failureOf(store.save(moved, 'token two'));
    assert.deepEqual(store.get(connection.id).url, first);
    assert.deepEqual(tokens(), ['token one']);
  });
});
