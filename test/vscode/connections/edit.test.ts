import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestSandbox } from '../../server/sandbox/support';
import { kindOf } from '../../support/collect';
import { invoke } from '../../support/vscode/instance';
import { withWebServer } from '../../support/vscode/webServer';

function stored(): { id: string }[] {
  return vscode.workspace.getConfiguration('domoStreams').get('connections', []);
}

describe('Editing a connection', () => {
  let sandbox: TestSandbox;
  let connectionId: string;

  before(async () => {
    sandbox = await TestSandbox.start();
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    const { url, token } = sandbox.sandbox;
    connectionId = String((await invoke('connection.add', { url, token, name: 'First' }))['id']);
  });
  afterEach(async () => {
    for (const { id } of stored()) await invoke('connection.remove', { connectionId: id });
  });

  const open = (): Promise<Record<string, unknown>> =>
    invoke('stream.open', { connectionId, streamId: 101 });

  it('changes the name alone', async () => {
    const { url } = sandbox.sandbox;
    const edited = await invoke('connection.edit', { connectionId, name: 'Second' });
    assert.deepEqual(edited, { id: connectionId, name: 'Second', url, readOnly: false });
    assert.equal((await open())['id'], 101);
  });

  it('makes it read-only at once, and writable again', async () => {
    const run = (): Promise<Record<string, unknown>> =>
      invoke('stream.run', { connectionId, streamId: 101 });
    await run();
    await invoke('connection.edit', { connectionId, readOnly: true });
    assert.equal(await kindOf(run()), 'readOnly');
    await invoke('connection.edit', { connectionId, readOnly: false });
    assert.equal((await run())['currentState'], 'ACTIVE');
  });

  it('leaves the stored token where the server refuses the new one', async () => {
    assert.equal(
      await kindOf(invoke('connection.edit', { connectionId, token: 'wrong' })),
      'unauthorized',
    );
    assert.equal((await open())['id'], 101);
  });

  it('asks for a token again where the address changes', async () => {
    const other = await TestSandbox.start();
    try {
      const { url, token } = other.sandbox;
      assert.equal(await kindOf(invoke('connection.edit', { connectionId, url })), 'unauthorized');
      await invoke('connection.edit', { connectionId, url, token });
      await other.call('DELETE', '/sandbox/requests');
      await open();
      const requests = (await other.get('/sandbox/requests')).json<{ path: string }[]>();
      assert.ok(requests.some(({ path }) => path.includes('/streams/101')));
    } finally {
      await other.close();
    }
  });

  it('forgets the token of an address that it leaves', async () => {
    const other = await TestSandbox.start();
    try {
      await invoke('connection.edit', { connectionId, ...other.sandbox, close: undefined });
      const setting = [{ id: connectionId, url: sandbox.sandbox.url }];
      await vscode.workspace
        .getConfiguration('domoStreams')
        .update('connections', setting, vscode.ConfigurationTarget.Global);
      assert.equal(await kindOf(open()), 'unauthorized');
    } finally {
      await other.close();
    }
  });

  it('uses a new token from the very next call on', async () => {
    const seen: (string | string[] | undefined)[] = [];
    await withWebServer(
      (request, response) => {
        seen.push(request.headers['x-domo-developer-token']);
        const body = request.url?.includes('limit') ? '[]' : '{"id":1,"dataSource":{"name":"One"}}';
        response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      },
      async (url) => {
        const { id } = await invoke('connection.add', { url, token: 'first' });
        const search = (): Promise<unknown> =>
          invoke('stream.delete', { connectionId: id, streamId: 1, confirmed: true });
        await search();
        await invoke('connection.edit', { connectionId: id, token: 'second' });
        seen.length = 0;
        await search();
      },
    );
    assert.deepEqual([...new Set(seen)], ['second']);
  });

  it('knows no connection that was removed', async () => {
    const removed = await invoke('connection.remove', { connectionId });
    assert.equal(removed['id'], connectionId);
    assert.deepEqual(stored(), []);
    assert.equal(await kindOf(open()), 'notFound');
    assert.equal(await kindOf(invoke('connection.remove', { connectionId })), 'notFound');
  });

  it('gives a connection that is added anew no token of a removed one', async () => {
    await invoke('connection.remove', { connectionId });
    const { url } = sandbox.sandbox;
    const setting = [{ id: connectionId, name: 'By hand', url }];
    await vscode.workspace
      .getConfiguration('domoStreams')
      .update('connections', setting, vscode.ConfigurationTarget.Global);
    assert.equal(await kindOf(open()), 'unauthorized');
  });

  it('leaves entries of the settings alone that it can not read', async () => {
    const { url } = sandbox.sandbox;
    const setting = [{ id: connectionId, url }, { id: 'a/b', url }, { url }, 'text'];
    await vscode.workspace
      .getConfiguration('domoStreams')
      .update('connections', setting, vscode.ConfigurationTarget.Global);
    assert.equal((await open())['id'], 101);
    await invoke('connection.edit', { connectionId, name: 'Third' });
    assert.deepEqual(stored().slice(1), setting.slice(1));
    await vscode.workspace
      .getConfiguration('domoStreams')
      .update('connections', setting.slice(0, 1), vscode.ConfigurationTarget.Global);
  });
});

describe('The built-in sandbox', () => {
  after(async () => {
    for (const { id } of stored()) await invoke('connection.remove', { connectionId: id });
  });

  it('is a connection like any other, with streams to search', async () => {
    const added = await invoke('connection.addSandbox');
    assert.equal(added['name'], 'Sandbox');
    assert.match(String(added['url']), /^http:\/\/127\.0\.0\.1:\d+$/);
    const found = await vscode.commands.executeCommand<Record<string, unknown>[]>(
      'domoStreams.stream.search',
      { connectionId: added['id'], key: 'transport.type', value: 'API' },
    );
    assert.ok(found.length >= 4);
  });

  it('is there once, however often it is added', async () => {
    const first = await invoke('connection.addSandbox');
    const second = await invoke('connection.addSandbox');
    assert.deepEqual(first, second);
    assert.equal(stored().length, 1);
  });

  it('comes back after it was removed', async () => {
    const { id } = await invoke('connection.addSandbox');
    await invoke('connection.remove', { connectionId: id });
    const again = await invoke('connection.addSandbox');
    const opened = await invoke('stream.open', { connectionId: again['id'], streamId: 101 });
    assert.equal(opened['id'], 101);
  });
});
