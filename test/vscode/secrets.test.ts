import assert from 'node:assert/strict';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { FaultRule } from '../../src/sandbox/faultRules';
import { failureOf } from '../support/collect';
import { connectionRow, streamRow } from '../support/rows';
import { answering } from '../support/vscode/answers';
import {
  describeAs,
  documentUri,
  revert,
  saves,
  setText,
  show,
  streamUri,
} from '../support/vscode/editors';
import { writeRows } from '../support/vscode/files';
import { withFolder } from '../support/vscode/folder';
import { invoke, withInstance } from '../support/vscode/instance';
import { useSettings } from '../support/vscode/settings';

const token = 'KNOWN-token+5f0c1b/7d2e==';
const described = 'Described in a session that is searched.';
const json = { 'content-type': 'application/json' };
const says = `The token ${token} is not known`;

/** A server that gives the token back in every way. */
const echoes: readonly Omit<FaultRule, 'path'>[] = [
  { status: 401, headers: json, body: { status: 401, message: says, toe: 'T-9' } },
  { status: 500, headers: json, body: { message: encodeURIComponent(token) } },
  { status: 302, headers: { location: `https://elsewhere.example/?token=${token}` }, body: '' },
  { status: 303, headers: { location: `https://elsewhere.example/${token}` }, body: '' },
  { status: 200, body: `<!doctype html><title>Log in ${token}</title>` },
  { status: 503, body: `<!doctype html><title>Maintenance ${token}</title>` },
  { status: 404, body: `<!doctype html><title>${token}</title>` },
  { status: 200, headers: json, body: `{"token":"${token}"` },
  { reset: 'answer' },
];

/** The files in a folder that hold a text: of its data, its logs, and the folder that is open. */
async function filesWith(secret: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isDirectory()) found.push(...(await filesWith(secret, path)));
    else if (stats?.isFile()) {
      // It may be gone by now: the editor writes and removes as it likes.
      const bytes = await readFile(path).catch(() => Buffer.alloc(0));
      if (bytes.includes(secret) || bytes.includes(encodeURIComponent(secret))) found.push(path);
    }
  }
  return found;
}

describe('The token', () => {
  useSettings({ 'domoStreams.request.timeoutSeconds': 2 });
  const folder = withFolder();
  const instance = withInstance({ token });
  /** All that a person or a program gets to see. */
  const seen: unknown[] = [];

  before(async function () {
    // The server build keeps the window's data beside its temporary folder.
    if (!process.env['TMPDIR']?.includes('domo-streams-server')) this.skip();
    await vscode.commands.executeCommand('_extensionTests.setLogLevel', 'trace');
  });
  after(() => vscode.commands.executeCommand('_extensionTests.setLogLevel', 'info'));

  async function workOn(connectionId: string): Promise<void> {
    const stream = { connectionId, streamId: 101 };
    seen.push(await invoke('stream.search', { connectionId, key: 'transport.type', value: 'API' }));
    const document = await show(streamUri(connectionId, 101));
    seen.push(await invoke('stream.open', { connectionId, streamId: 104 }));
    await describeAs(document, described);
    assert.ok(await saves(document));
    const refused = await show(streamUri(connectionId, 102));
    await setText(refused, '{ "id": ');
    assert.equal(await saves(refused), false);
    await revert(refused);
    seen.push(await invoke('stream.history', stream));
    const uris = [await writeRows(folder(), 'searched.csv', 300)];
    seen.push(await invoke('file.upload', { connectionId, streamId: 105, uris, header: true }));
    const item = streamRow({ id: 101 }, connectionRow({ id: connectionId }));
    await vscode.commands.executeCommand('domoStreams.copy.curl', item, [item]);
    seen.push(await vscode.env.clipboard.readText());
  }

  /** The same calls at a server that gives the token back. */
  async function workAgainst(fault: Omit<FaultRule, 'path'>, connectionId: string): Promise<void> {
    await instance().setFaults([{ path: '/api/**', ...fault }]);
    const stream = { connectionId, streamId: 102 };
    const given = { url: instance().sandbox.sandbox.url, token };
    const uris = [join(folder(), 'searched.csv')];
    for (const task of [
      () => invoke('connection.add', given),
      () => invoke('stream.open', stream),
      () => invoke('stream.run', stream),
      () => invoke('file.upload', { ...stream, uris, header: true }),
      () => Promise.resolve(vscode.workspace.fs.readFile(streamUri(connectionId, 103))),
      () =>
        Promise.resolve(
          vscode.workspace.fs.writeFile(streamUri(connectionId, 101), Buffer.from('{"id":101}')),
        ),
    ])
      seen.push(await failureOf(task()));
    await instance().setFaults([]);
  }

  it('is nowhere but in the secret storage after a whole session at the level trace', async function () {
    this.timeout(90_000);
    const { connectionId } = instance();
    const shown = await answering('showErrorMessage', undefined, async () => {
      await workOn(connectionId);
      for (const fault of echoes) await workAgainst(fault, connectionId);
      seen.push(await failureOf(show(documentUri(`/${connectionId}/streams/9999/x.stream.json`))));
    });
    seen.push(shown, vscode.workspace.getConfiguration());
    seen.push(vscode.workspace.textDocuments.map((document) => document.uri.toString(true)));
    const text = inspect(seen, { depth: 30, showHidden: true, maxStringLength: Infinity });
    assert.ok(text.includes('•••'), 'Nothing has given the token back.');
    for (const secret of [token, encodeURIComponent(token)])
      assert.ok(!text.includes(secret), around(text, secret));

    const data = dirname(process.env['TMPDIR'] ?? '');
    assert.ok(
      (await filesWith(described, data)).length > 0,
      'The search looks at the wrong place.',
    );
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    assert.deepEqual(await filesWith(token, data), []);
    assert.deepEqual(await filesWith(token, workspace), []);
  });
});

function around(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 300), at + 100);
}
