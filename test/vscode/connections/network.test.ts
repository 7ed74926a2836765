import assert from 'node:assert/strict';
import { TestSandbox } from '../../sandbox/server/support';
import { selfSigned } from '../../support/certificates';
import { failureOf } from '../../support/collect';
import { freePort, haveTinyproxy, startTinyproxy, type TestProxy } from '../../support/tinyproxy';
import { startTlsFront, type TlsFront } from '../../support/tlsFront';
import { withFolder } from '../support/folder';
import { invoke } from '../support/instance';
import { withSettings } from '../support/settings';

const secondsToInstall = 300;

describe('The network settings of the editor', () => {
  const folder = withFolder();
  let sandbox: TestSandbox;
  let front: TlsFront;
  let proxy: TestProxy;
  let settings: Record<string, unknown>;
  let connectionId: unknown;

  before(async function () {
    this.timeout(secondsToInstall * 1000);
    if (!(await haveTinyproxy())) this.skip();
    sandbox = await TestSandbox.start();
    const identity = await selfSigned(folder(), ['DNS:acme.domo.test']);
    front = await startTlsFront(sandbox.sandbox.url, identity);
    proxy = await startTinyproxy({ folder: folder(), targetPort: front.port, login: 'a word' });
    settings = {
      'http.proxy': `http://a:word@127.0.0.1:${proxy.port}`,
      'http.proxyStrictSSL': false,
    };
    const { token } = sandbox.sandbox;
    const added = await withSettings(settings, () =>
      invoke('connection.add', { url: 'https://acme.domo.test', token }),
    );
    connectionId = added['id'];
  });
  after(async () => {
    if (connectionId !== undefined) await invoke('connection.remove', { connectionId });
    for (const part of [proxy, front, sandbox] as ({ close(): Promise<void> } | undefined)[])
      await part?.close();
  });

  async function search(): Promise<unknown> {
    const query = { connectionId, key: 'dataSource.name', value: 'Orders' };
    return (await invoke('stream.search', query))['length'];
  }

  /** How a search fails with some of the settings changed. */
  async function failure(changed: Record<string, unknown>): Promise<string> {
    const error = await withSettings({ ...settings, ...changed }, () => failureOf(search()));
    return error.message;
  }

  it('hold for the very next call, without a reload', async () => {
    assert.equal(await withSettings(settings, search), 1);
    const down = await freePort();
    assert.match(
      await failure({ 'http.proxy': `http://127.0.0.1:${down}` }),
      /^The proxy 127\.0\.0\.1:\d+ can’t be reached \(ECONNREFUSED\)\. Check http\.proxy /,
    );
    assert.match(
      await failure({ 'http.proxy': `http://127.0.0.1:${proxy.port}` }),
      /^The proxy 127\.0\.0\.1:\d+ wants a user name and password \(407\)\./,
    );
    assert.match(
      await failure({ 'http.proxyStrictSSL': true }),
      /^acme\.domo\.test vouches for itself: /,
    );
    for (const direct of [{ 'http.noProxy': ['domo.test'] }, { 'http.proxySupport': 'off' }])
      assert.match(await failure(direct), /^No host named acme\.domo\.test was found\./);
    for (const support of ['on', 'override', 'fallback'])
      assert.equal(await withSettings({ ...settings, 'http.proxySupport': support }, search), 1);
  });
});
