import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isDomoError } from '../../../src/domo/http/errors';
import { Authority, selfSigned, type ServerIdentity } from '../../support/certificates';
import { failureOf } from '../../support/collect';
import { DomoSandbox } from '../../support/domoSandbox';
import { withEnvironment } from '../../support/environment';
import { FakeClock } from '../../support/fakeClock';
import { withServersAndClients } from '../../support/opened';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { startTlsFront, type TlsFront } from '../../support/tlsFront';

const call = 'GET /streams/101?fields=all';

describe('A server whose certificate', () => {
  const folder = withTemporaryFolder();
  const opened = withServersAndClients();
  const fronts: TlsFront[] = [];
  let own: DomoSandbox;
  let authority: Authority;

  before(async () => {
    own = await DomoSandbox.start();
    authority = await Authority.create(folder().path);
  });
  after(async () => {
    for (const front of fronts) await front.close();
    await own.close();
  });

  async function serve(identity: ServerIdentity): Promise<string> {
    const front = await startTlsFront(own.sandbox.url, identity);
    fronts.push(front);
    return `https://127.0.0.1:${front.port}`;
  }

  function read(
    origin: string,
    variables: Record<string, string>,
    options: { strictSsl?: boolean; systemCertificates?: boolean } = {},
  ): Promise<string | undefined> {
    return withEnvironment(variables, async () => {
      const proxy = { strictSsl: true, ...options };
      const client = opened.client(origin, own.sandbox.token, { proxy, clock: new FakeClock() });
      return (await client.streams.get(101)).name;
    });
  }

  /** It is refused before anything is sent, also if http.proxyStrictSSL is off. */
  async function assertRefused(
    origin: string,
    variables: Record<string, string>,
    says: string,
  ): Promise<void> {
    await own.reset();
    for (const strictSsl of [true, false]) {
      const error = await failureOf(read(origin, variables, { strictSsl }));
      assert.ok(isDomoError(error), String(error));
      const expected = says.replace('HOST', new URL(origin).host);
      assert.deepEqual([error.kind, error.message], ['certificate', `${expected} (${call})`]);
    }
    assert.deepEqual(await own.requests(), []);
  }

  it('is from an authority that only the system knows is trusted, unless http.systemCertificates is off', async () => {
    const origin = await serve(await authority.issue(['IP:127.0.0.1']));
    const system = { SSL_CERT_FILE: authority.file };
    assert.equal(await read(origin, system), 'Orders');
    const error = await failureOf(read(origin, system, { systemCertificates: false }));
    assert.ok(isDomoError(error) && error.kind === 'certificate');
  });

  it('is from an authority in NODE_EXTRA_CA_CERTS is trusted', async () => {
    const origin = await serve(await authority.issue(['IP:127.0.0.1']));
    // Node reads the variable when it starts.
    const script = join(__dirname, '..', '..', 'support', 'readOrders.js');
    for (const extra of ['', 'no-system']) {
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority.file };
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [script, origin, own.sandbox.token, extra],
        { env },
      );
      assert.equal(stdout, 'Orders');
    }
  });

  it('is from an authority that nobody knows is refused', async () => {
    const origin = await serve(await authority.issue(['IP:127.0.0.1']));
    await assertRefused(
      origin,
      {},
      'The certificate of HOST is from an authority that is not known here. Add the authority, which may be your company’s proxy, to the system’s certificates or to NODE_EXTRA_CA_CERTS, and restart VS Code.',
    );
  });

  it('has expired is refused', async () => {
    const origin = await serve(await authority.issue(['IP:127.0.0.1'], -1));
    await assertRefused(
      origin,
      { SSL_CERT_FILE: authority.file },
      'The certificate of HOST has expired. Check this computer’s clock; else its owner must renew it.',
    );
  });

  it('is for another host is refused', async () => {
    const origin = await serve(await authority.issue(['DNS:other.domo.test']));
    await assertRefused(
      origin,
      { SSL_CERT_FILE: authority.file },
      'The certificate that HOST shows is for another host. Check the address.',
    );
  });

  it('vouches for itself is refused', async () => {
    const origin = await serve(await selfSigned(folder().path, ['IP:127.0.0.1']));
    await assertRefused(
      origin,
      {},
      'HOST vouches for itself: its certificate has no authority behind it. Where that is right, add it to the system’s certificates.',
    );
  });

  it('is missing, as it speaks no TLS, is named so', async () => {
    const error = await failureOf(read(own.sandbox.url.replace('http:', 'https:'), {}));
    assert.ok(isDomoError(error), String(error));
    assert.equal(error.kind, 'unexpectedAnswer');
    assert.match(error.message, /^127\.0\.0\.1:\d+ did not answer as a web server does: /);
  });
});
