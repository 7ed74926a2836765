import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { TestSandbox } from '../../server/sandbox/support';
import { Authority, selfSigned } from '../../support/certificates';
import { failureOf } from '../../support/collect';
import { freePort, haveTinyproxy, startTinyproxy, type TestProxy } from '../../support/tinyproxy';
import { startTlsFront, type TlsFront } from '../../support/tlsFront';
import { withFolder } from '../../support/vscode/folder';
import { invoke } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';

const secondsToInstall = 300;

/** Of Node 22.19 and newer. */
interface Trust {
  getCACertificates(of: 'default'): readonly string[];
  setDefaultCACertificates(certificates: readonly string[]): void;
}

/** Has this process trust an authority. @returns what ends that */
function trust(file: string): () => void {
  if ('setDefaultCACertificates' in tls) {
    const authorities = tls as unknown as Trust;
    const before = authorities.getCACertificates('default');
    authorities.setDefaultCACertificates([...before, readFileSync(file, 'utf8')]);
    return () => authorities.setDefaultCACertificates(before);
  }
  process.env['SSL_CERT_FILE'] = file;
  return () => delete process.env['SSL_CERT_FILE'];
}

describe('The network settings of the editor', () => {
  const folder = withFolder();
  let sandbox: TestSandbox;
  let front: TlsFront;
  let outer: TlsFront;
  let distrust = (): void => undefined;
  let proxy: TestProxy;
  let settings: Record<string, unknown>;
  let connectionId: unknown;

  before(async function () {
    this.timeout(secondsToInstall * 1000);
    if (!(await haveTinyproxy())) this.skip();
    sandbox = await TestSandbox.start();
    const authority = await Authority.create(folder());
    distrust = trust(authority.file);
    const identity = await authority.issue(['DNS:acme.domo.test']);
    front = await startTlsFront(sandbox.sandbox.url, identity);
    proxy = await startTinyproxy({ folder: folder(), targetPort: front.port, login: 'a word' });
    const untrusted = await selfSigned(folder(), ['IP:127.0.0.1']);
    outer = await startTlsFront(`http://127.0.0.1:${proxy.port}`, untrusted);
    settings = {
      'http.proxy': `https://a:word@127.0.0.1:${outer.port}`,
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
    distrust();
    for (const part of [outer, proxy, front, sandbox] as ({ close(): Promise<void> } | undefined)[])
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
      /^The certificate of the proxy 127\.0\.0\.1:\d+ is not trusted/,
    );
    for (const direct of [{ 'http.noProxy': ['domo.test'] }, { 'http.proxySupport': 'off' }])
      assert.match(await failure(direct), /^No host named acme\.domo\.test was found\./);
    for (const support of ['on', 'override', 'fallback'])
      assert.equal(await withSettings({ ...settings, 'http.proxySupport': support }, search), 1);
  });
});
