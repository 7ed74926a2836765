import assert from 'node:assert/strict';
import { isDomoError } from '../../../src/domo/http/errors';
import type { ProxySettings } from '../../../src/domo/http/proxy';
import { Authority, selfSigned } from '../../support/certificates';
import { failureOf, kindOf } from '../../support/collect';
import { DomoSandbox } from '../../support/domoSandbox';
import { withEnvironment } from '../../support/environment';
import { FakeClock } from '../../support/fakeClock';
import { withServersAndClients } from '../../support/opened';
import { csvOf, openStreamId, uploadTo } from '../../support/sandboxUploads';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { freePort, haveTinyproxy, startTinyproxy, type TestProxy } from '../../support/tinyproxy';
import { startTlsFront, type TlsFront } from '../../support/tlsFront';

const secondsToInstall = 300;
const origin = 'https://acme.domo.test';
const call = 'GET /streams/101?fields=all';

describe('A proxy', () => {
  const folder = withTemporaryFolder();
  const opened = withServersAndClients();
  let own: DomoSandbox;
  let front: TlsFront;
  let open: TestProxy;
  let locked: TestProxy;
  let trusted: Record<string, string>;

  before(async function () {
    this.timeout(secondsToInstall * 1000);
    if (!(await haveTinyproxy())) this.skip();
    const authority = await Authority.create(folder().path);
    trusted = { NODE_EXTRA_CA_CERTS: authority.file };
    own = await DomoSandbox.start();
    front = await startTlsFront(own.sandbox.url, await authority.issue(['DNS:*.domo.test']));
    const places = { folder: folder().path, targetPort: front.port };
    open = await startTinyproxy(places);
    locked = await startTinyproxy({ ...places, login: 'alder finch' });
  });
  after(async () => {
    // Nothing of it is there where the tests are skipped.
    for (const part of [open, locked, front, own] as ({ close(): Promise<void> } | undefined)[])
      await part?.close();
  });

  const at = (port: number, login = ''): string => `http://${login}127.0.0.1:${port}`;

  /** Reads a stream through what the settings and the environment say. */
  function read(
    proxy: Partial<ProxySettings>,
    variables: Record<string, string> = {},
    host = origin,
  ): Promise<string | undefined> {
    return withEnvironment({ ...trusted, ...variables }, async () => {
      const settings = { strictSsl: true, ...proxy };
      const options = { proxy: settings, clock: new FakeClock(), timeoutSeconds: 2 };
      const client = opened.client(host, own.sandbox.token, options);
      return (await client.streams.get(101)).name;
    });
  }

  async function failure(...given: Parameters<typeof read>): Promise<readonly string[]> {
    const error = await failureOf(read(...given));
    assert.ok(isDomoError(error), String(error));
    assert.doesNotMatch(error.message + String(error.stack), /finch|wrong-word/);
    return [error.kind, error.message];
  }

  it('takes the calls, and the parts of an upload', async () => {
    const before = open.asked().length;
    assert.equal(await read({ url: at(open.port) }), 'Orders');
    assert.deepEqual([...new Set(open.asked().slice(before))], ['acme.domo.test:443']);
    await withEnvironment(trusted, async () => {
      const proxy = { url: at(open.port), strictSsl: true };
      const client = opened.client(origin, own.sandbox.token, { proxy });
      const text = csvOf(3_000_000);
      const path = await folder().write('through.csv', `a,b,c,d\n${text}`);
      const upload = await uploadTo({ client }, path, { partSizeBytes: 500_000 });
      await own.reset();
      const { parts } = await upload.run();
      assert.ok(parts > 4);
      assert.equal(await own.stored(openStreamId), text);
      assert.equal((await own.requestsLike(/^PUT .*\/parts\/\d+$/)).length, parts);
      // Each connection to Domo is one that the proxy was asked for.
      assert.ok(open.asked().length >= before + 3, open.asked().join());
    });
  });

  it('gets the name and password that its address holds, or what http.proxyAuthorization says', async () => {
    assert.equal(await read({ url: at(locked.port, 'alder:finch@') }), 'Orders');
    const authorization = `Basic ${Buffer.from('alder:finch').toString('base64')}`;
    assert.equal(await read({ url: at(locked.port), authorization }), 'Orders');
  });

  it('that wants a name and password is named so, and asked once', async () => {
    const proxy = `127.0.0.1:${locked.port}`;
    assert.deepEqual(await failure({ url: at(locked.port) }), [
      'proxy',
      `The proxy ${proxy} wants a user name and password (407). Put them into http.proxy, as in http://name:password@${proxy}. (${call})`,
    ]);
    assert.deepEqual(await failure({}, { HTTPS_PROXY: at(locked.port) }), [
      'proxy',
      `The proxy ${proxy} wants a user name and password (407). Put them into HTTPS_PROXY, as in http://name:password@${proxy}. (${call})`,
    ]);
  });

  it('that refuses the password is named so', async () => {
    assert.deepEqual(await failure({ url: at(locked.port, 'alder:wrong-word@') }), [
      'proxy',
      `The proxy 127.0.0.1:${locked.port} refused the user name or password (401). Correct them in http.proxy. (${call})`,
    ]);
  });

  it('that is down is named, with what names it, and tried again', async () => {
    const port = await freePort();
    const says = (source: string): readonly string[] => [
      'connectionRefused',
      `The proxy 127.0.0.1:${port} can’t be reached (ECONNREFUSED). Check ${source} and your network. (${call})`,
    ];
    assert.deepEqual(await failure({ url: at(port) }), says('http.proxy'));
    assert.deepEqual(await failure({}, { all_proxy: at(port) }), says('all_proxy'));
  });

  it('that is not found is named', async () => {
    assert.deepEqual(await failure({ url: 'http://no..proxy:8080' }), [
      'hostNotFound',
      `The proxy no..proxy:8080 was not found. Check http.proxy and your network. (${call})`,
    ]);
  });

  it('that refuses the host is named, with the host', async () => {
    assert.deepEqual(await failure({ url: at(open.port) }, {}, 'https://blocked.domo.test'), [
      'proxy',
      `The proxy 127.0.0.1:${open.port} does not let calls through to blocked.domo.test:443 (403). Ask whoever runs it, or add the host to http.noProxy where it can be reached directly. (${call})`,
    ]);
  });

  it('that can not reach the host is named, with the host', async () => {
    const [kind, message] = await failure(
      { url: at(open.port) },
      {},
      'https://down.domo.test:8443',
    );
    assert.equal(kind, 'connectionRefused');
    assert.match(
      message ?? '',
      /^The proxy 127\.0\.0\.1:\d+ could not reach down\.domo\.test:8443 \(50\d\)\. Check the address, or try again later\. \(GET /,
    );
  });

  it('is not asked for hosts of http.noProxy and of NO_PROXY', async () => {
    const before = locked.asked().length + open.asked().length;
    const url = at(open.port);
    for (const noProxy of [['domo.test'], ['other.example', '.domo.test'], ['*']])
      // No name service knows it, so that the direct way ends there.
      assert.equal(await kindOf(read({ url, noProxy })), 'hostNotFound');
    for (const name of ['NO_PROXY', 'no_proxy'])
      assert.equal(await kindOf(read({}, { https_proxy: url, [name]: '.test' })), 'hostNotFound');
    assert.equal(await kindOf(read({ url, off: true })), 'hostNotFound');
    assert.equal(locked.asked().length + open.asked().length, before);
    assert.equal(await read({ url, noProxy: ['acme.domo.test:8443', 'domo'] }), 'Orders');
  });

  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'])
    for (const variable of [name, name.toLowerCase()])
      it(`is found in ${variable}`, async () => {
        assert.equal(await read({}, { [variable]: at(open.port) }), 'Orders');
      });

  it('of the setting wins over that of the environment', async () => {
    const down = at(await freePort());
    assert.equal(await read({ url: at(open.port) }, { HTTPS_PROXY: down }), 'Orders');
  });

  it('whose address can not be used is refused before anything is sent, without its password', async () => {
    for (const url of ['http://', 'ftp://a:finch@b', 'http://alder:finch@:80'])
      assert.deepEqual(await failure({ url }), [
        'proxy',
        'The address of the proxy can’t be used. Give http.proxy one of http or https, such as http://proxy.example.com:8080.',
      ]);
  });

  it('does not hide that the certificate behind it is not trusted', async () => {
    const url = at(open.port);
    const [kind, message] = await failure({ url }, { NODE_EXTRA_CA_CERTS: '' });
    assert.equal(kind, 'certificate');
    assert.match(message ?? '', /^The certificate of acme\.domo\.test is from an authority that/);
  });

  it('may have a certificate that is not trusted if http.proxyStrictSSL is off, but Domo may not', async () => {
    const identity = await selfSigned(folder().path, ['IP:127.0.0.1']);
    const outer = await startTlsFront(at(open.port), identity);
    try {
      const url = `https://127.0.0.1:${outer.port}`;
      const [kind, message] = await failure({ url });
      assert.equal(kind, 'certificate');
      assert.match(message ?? '', /^The certificate of the proxy 127\.0\.0\.1:\d+ is not trusted/);
      assert.equal(await read({ url, strictSsl: false }), 'Orders');
      await own.reset();
      for (const through of [{ url }, { url: at(open.port) }]) {
        const untrusted = await failure(
          { ...through, strictSsl: false },
          { NODE_EXTRA_CA_CERTS: '' },
        );
        assert.equal(untrusted[0], 'certificate');
        assert.match(untrusted[1] ?? '', /^The certificate of acme\.domo\.test is from an auth/);
      }
      assert.deepEqual(await own.requests(), []);
    } finally {
      await outer.close();
    }
  });
});
