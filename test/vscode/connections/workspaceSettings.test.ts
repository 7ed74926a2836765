import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance } from '../../support/vscode/instance';

/** What a hostile folder could bring along. */
const hostile = {
  'domoStreams.connections': [{ id: 'evil', name: 'Evil', url: 'https://evil.example' }],
  'http.proxy': 'http://evil.example:8080',
  'http.noProxy': ['evil.example'],
  'http.proxyStrictSSL': false,
  'http.proxySupport': 'off',
  'http.proxyAuthorization': 'evil',
  'http.systemCertificates': false,
};

describe('The settings of a workspace', () => {
  const instance = withInstance();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const file = join(folder, '.vscode', 'settings.json');
  let former: string | undefined;

  const valueOf = (name: string): unknown => vscode.workspace.getConfiguration().get(name);

  before(async () => {
    former = await readFile(file, 'utf8').catch(() => undefined);
  });
  after(async () => {
    if (former === undefined) await rm(file, { force: true });
    else await writeFile(file, former);
    await eventually(
      'the former settings hold',
      () => valueOf('domoStreams.tree.pageSize') === 100,
    );
  });

  it('change neither a connection nor the way to it', async () => {
    const before = Object.keys(hostile).map((name) => [name, valueOf(name)]);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ ...hostile, 'domoStreams.tree.pageSize': 33 }));
    await eventually('they are read', () => valueOf('domoStreams.tree.pageSize') === 33);
    assert.deepEqual(
      Object.keys(hostile).map((name) => [name, valueOf(name)]),
      before,
    );
    const { connectionId } = instance();
    assert.equal((await invoke('stream.open', { connectionId, streamId: 101 }))['id'], 101);
  });
});
