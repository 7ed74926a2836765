import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import * as vscode from 'vscode';
import { TestSandbox } from '../../server/sandbox/support';
import { failureOf, kindOf } from '../../support/collect';
import { invoke } from '../../support/vscode/instance';
import { withWebServer } from '../../support/vscode/webServer';

function stored(): unknown[] {
  return vscode.workspace.getConfiguration('domoStreams').get('connections', []);
}

describe('Adding a connection', () => {
  let sandbox: TestSandbox;

  before(async () => {
    sandbox = await TestSandbox.start();
  });
  after(() => sandbox.close());
  afterEach(async () => {
    for (const { id } of stored() as { id: string }[])
      await invoke('connection.remove', { connectionId: id });
  });

  it('returns it as plain data, and keeps it in the settings without its token', async () => {
    const { url, token } = sandbox.sandbox;
    const added = await invoke('connection.add', { url, token, name: 'Alder & Finch' });
    const { id } = added;
    assert.deepEqual(added, { id, name: 'Alder & Finch', url, readOnly: false });
    assert.deepEqual(stored(), [{ id, name: 'Alder & Finch', url }]);
    const settings = JSON.stringify(vscode.workspace.getConfiguration('domoStreams'));
    assert.ok(!settings.includes(token));
  });

  it('takes the address of any page, a token with spaces around it, and a name from the address', async () => {
    const { url, token } = sandbox.sandbox;
    const given = { url: ` ${url}/datasources/x?tab=1 `, token: ` ${token}\n` };
    const added = await invoke('connection.add', given);
    assert.equal(added['url'], url);
    assert.equal(added['name'], added['id']);
    const found = await invoke('stream.search', {
      connectionId: added['id'],
      key: 'dataSource.name',
      value: 'Orders',
    });
    assert.equal(found['length'], 1);
  });

  it('keeps several at once, each with an id of its own', async () => {
    const { url, token } = sandbox.sandbox;
    const first = await invoke('connection.add', { url, token });
    const second = await invoke('connection.add', { url, token, readOnly: true });
    assert.notEqual(first['id'], second['id']);
    assert.equal(second['readOnly'], true);
    assert.equal(stored().length, 2);
  });

  it('loses none of several that are added at the same time', async () => {
    const { url, token } = sandbox.sandbox;
    const add = (): Promise<Record<string, unknown>> => invoke('connection.add', { url, token });
    const added = await Promise.all([add(), add(), add()]);
    assert.equal(new Set(added.map(({ id }) => id)).size, 3);
    assert.equal(stored().length, 3);
  });

  it('refuses a token that the server does not take', async () => {
    const error = await failureOf(
      invoke('connection.add', { url: sandbox.sandbox.url, token: 'wrong' }),
    );
    assert.equal('kind' in error && error.kind, 'unauthorized');
    assertPlain(error);
    assert.deepEqual(stored(), []);
  });

  it('refuses an empty token before it asks the server', async () => {
    await sandbox.call('DELETE', '/sandbox/requests');
    const given = { url: sandbox.sandbox.url, token: ' ' };
    assert.equal(await kindOf(invoke('connection.add', given)), 'unauthorized');
    const requests = (await sandbox.get('/sandbox/requests')).json<{ path: string }[]>();
    assert.deepEqual(
      requests.filter(({ path }) => !path.startsWith('/sandbox')),
      [],
    );
  });

  it('refuses an address where nothing listens', async () => {
    const error = await failureOf(
      invoke('connection.add', { url: 'http://127.0.0.1:9', token: 'any' }),
    );
    assert.equal('kind' in error && error.kind, 'connectionRefused');
    assertPlain(error);
    assert.deepEqual(stored(), []);
  });

  it('refuses a host that does not exist', async () => {
    const given = { url: 'https://no-such-host.invalid', token: 'any' };
    const error = await failureOf(invoke('connection.add', given));
    // Behind a proxy it is the proxy that finds no host.
    assert.ok('kind' in error && error.kind !== 'unauthorized');
    assertPlain(error);
    assert.deepEqual(stored(), []);
  });

  for (const url of ['http://acme.domo.com', 'ftp://acme.domo.com', 'not an address', '']) {
    it(`refuses “${url}” as an address`, async () => {
      const error = await failureOf(invoke('connection.add', { url, token: 'any' }));
      assert.equal('kind' in error && error.kind, 'invalidAddress');
      assertPlain(error);
      assert.deepEqual(stored(), []);
    });
  }

  const others: readonly [what: string, kind: string, answer: RequestListener][] = [
    [
      'the page of another web server',
      'unexpectedAnswer',
      (_request, response) => response.writeHead(404, html).end('<html><title>Not Found</title>'),
    ],
    [
      'the JSON of another service',
      'unexpectedAnswer',
      (_request, response) => response.writeHead(200, json).end('{"hello":"world"}'),
    ],
    [
      'a log-in page with status 200',
      'loginPage',
      (_request, response) =>
        response.writeHead(200, html).end('<html><title>Domo - Log In</title>'),
    ],
    [
      'a page that blocks this network',
      'blockedPage',
      (_request, response) => response.writeHead(303, { location: '/ip-blocked' }).end(),
    ],
    [
      'a redirect to another host',
      'redirected',
      (_request, response) => response.writeHead(301, { location: 'https://other.example/' }).end(),
    ],
  ];
  for (const [what, kind, answer] of others) {
    it(`refuses ${what}, and says so`, () =>
      withWebServer(answer, async (url) => {
        const error = await failureOf(invoke('connection.add', { url, token: 'secret-token' }));
        assert.equal('kind' in error && error.kind, kind, error.message);
        assertPlain(error);
        assert.ok(!error.message.includes('secret-token'));
        assert.deepEqual(stored(), []);
      }));
  }

  it('refuses arguments of the wrong type', async () => {
    const { url, token } = sandbox.sandbox;
    for (const given of [
      { url: 5, token },
      { url, token: {} },
      { url, token, readOnly: 'yes' },
    ])
      assert.equal(await kindOf(invoke('connection.add', given)), 'invalidArgument');
    assert.deepEqual(stored(), []);
  });
});

const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json' };

/** One line that a person can read: no stack, no object, no name of a class. */
function assertPlain({ message }: Error): void {
  assert.match(message, /^[A-Z“0-9].{15,300}$/);
  assert.doesNotMatch(message, /\n|Error:|\[object|undefined/);
}
