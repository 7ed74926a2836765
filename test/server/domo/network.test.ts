import assert from 'node:assert/strict';
import { isCancelled } from '../../../src/base/abort';
import { failureOf, kindOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';
import { FakeClock } from '../../support/fakeClock';
import { withServersAndClients } from '../../support/opened';

/** Repeats without waiting, as these tests are about what ends a try. */
const impatient = { timeoutSeconds: 0.1, clock: new FakeClock() };

describe('the network', () => {
  const own = withDomoSandbox({}, impatient);
  const opened = withServersAndClients();
  afterEach(() => own().reset());

  for (const [what, fault, kind] of [
    ['breaks the connection', { reset: 'early' }, 'connectionLost'],
    ['breaks the connection in the middle of an answer', { reset: 'answer' }, 'connectionLost'],
    ['fails', { status: 503 }, 'serverError'],
    ['is busy', { status: 429, headers: { 'retry-after': '1' } }, 'rateLimited'],
    [
      'shows its maintenance page',
      { status: 200, body: '<title>Domo Maintenance</title>' },
      'maintenancePage',
    ],
  ] as const)
    it(`that ${what} is asked again, twice`, async () => {
      const { client } = own();
      await own().reset({ path: '**/streams/101', times: 2, ...fault });
      assert.equal((await client.streams.get(101)).name, 'Orders');
      await own().reset({ path: '**/streams/101', ...fault });
      assert.equal(await kindOf(client.streams.get(101)), kind);
      assert.equal((await own().requests()).length, 3);
    });

  for (const [what, hang] of [
    ['never begins to answer', 'headers'],
    ['stops in the middle of an answer', 'body'],
  ] as const)
    it(`that ${what} is asked again`, async () => {
      await own().reset({ path: '**/streams/101', times: 1, hang });
      assert.equal((await own().client.streams.get(101)).name, 'Orders');
      assert.equal((await own().requests()).length, 2);
    });

  for (const [what, fault, kind] of [
    ['a log-in page', { status: 200, body: '<html><title>Domo - Login</title>' }, 'loginPage'],
    ['an allow-list page', { status: 303, body: '<html></html>' }, 'blockedPage'],
    ['text', { status: 200, body: 'hello' }, 'unexpectedAnswer'],
    [
      'broken JSON',
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id"' },
      'unexpectedAnswer',
    ],
    ['no access', { status: 403 }, 'forbidden'],
  ] as const)
    it(`that gives ${what} is not asked again`, async () => {
      await own().reset({ path: '**/streams/101', ...fault });
      assert.equal(await kindOf(own().client.streams.get(101)), kind);
      assert.equal((await own().requests()).length, 1);
    });

  it('writes once, also where the answer never comes', async () => {
    const { client } = own();
    await own().reset({ method: 'PUT', path: '**', hang: 'headers', afterEffect: true });
    const update = client.streams.update(101, { dataSource: { description: 'New.' } });
    assert.equal(await kindOf(update), 'timeout');
    assert.equal((await client.streams.get(101)).description, 'New.');
    assert.equal((await own().requestsLike(/^PUT/)).length, 1);
  });

  it('that can not be reached is named so', async () => {
    const gone = await opened.server(() => undefined);
    await gone.close();
    const client = opened.client(gone.url, 'secret-token', impatient);
    const error = await failureOf(client.probe());
    assert.match(error.message, /can’t be reached \(ECONNREFUSED\)/);
    assert.equal(await kindOf(client.probe()), 'connectionRefused');
    assert.doesNotMatch(error.message, /secret/);
  });

  it('lets go of a call as soon as its signal is aborted', async () => {
    await own().reset({ path: '**', hang: 'headers' });
    const stop = new AbortController();
    const call = failureOf(own().client.streams.get(101, { signal: stop.signal }));
    setTimeout(() => stop.abort(), 20);
    assert.ok(isCancelled(await call));
    const before = await failureOf(own().client.streams.get(101, { signal: stop.signal }));
    assert.ok(isCancelled(before));
  });

  it('ends calls under way when the client is closed', async () => {
    await own().reset({ path: '**', hang: 'headers' });
    const client = opened.client(own().sandbox.url, own().sandbox.token);
    const call = failureOf(client.streams.delete(101));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await client.close();
    await call;
  });
});

describe('a token', () => {
  const opened = withServersAndClients();

  it('never follows a redirect', async () => {
    const seen: unknown[] = [];
    const other = await opened.server((request, response) => {
      seen.push(request.headers);
      response.end('[]');
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const home = await opened.server((_request, response) => {
        response.writeHead(status, { location: `${other.url}/api/data/v1/streams` }).end();
      });
      const client = opened.client(home.url, 'secret-token', impatient);
      const kind = status === 303 ? 'blockedPage' : 'redirected';
      assert.equal(await kindOf(client.streams.list({ limit: 1, offset: 0 })), kind);
      assert.equal(await kindOf(client.streams.update(1, {})), kind);
    }
    assert.deepEqual(seen, []);
  });

  it('goes with each call, which asks for JSON, straight to this machine past any proxy', async () => {
    const proxy = await opened.server((_request, response) => response.end());
    const headers: unknown[] = [];
    const home = await opened.server((request, response) => {
      headers.push([request.headers['x-domo-developer-token'], request.headers.accept]);
      response.setHeader('content-type', 'application/json').end('[]');
    });
    for (const noProxy of [[], ['*'], ['example.com']]) {
      const settings = { url: proxy.url, noProxy, strictSsl: true };
      const client = opened.client(home.url, 'secret-token', { ...impatient, proxy: settings });
      await client.probe();
    }
    assert.deepEqual(headers, Array(3).fill(['secret-token', 'application/json']));
    assert.equal(proxy.sockets.length, 0);
  });

  it('is not sent where the proxy hangs up, which is tried no more often than any call', async () => {
    const proxy = await opened.server((_request, response) => response.end());
    const client = opened.client('http://acme.invalid', 't', {
      ...impatient,
      proxy: { url: proxy.url, strictSsl: true },
    });
    assert.equal(await kindOf(client.probe()), 'connectionRefused');
    assert.equal(proxy.sockets.length, 3);
  });

  it('is asked for nothing on a connection that the server closed while it was idle', async () => {
    let answered = 0;
    const home = await opened.server((_request, response) => {
      answered += 1;
      response.setHeader('content-type', 'application/json').end('[]');
    });
    // No hint in the answers tells the client when.
    home.server.keepAliveTimeout = 0;
    const client = opened.client(home.url, 't', { ...impatient, connections: 1 });
    for (let round = 0; round < 5; round += 1) {
      await client.executions.update(1, 1, {});
      for (const socket of home.sockets) socket.destroy();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.deepEqual([answered, home.sockets.length], [5, 5]);
  });
});
