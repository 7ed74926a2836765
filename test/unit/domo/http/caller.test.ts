import assert from 'node:assert/strict';
import { text } from '../../../../src/base/text';
import { DomoError, mayHaveTakenEffect } from '../../../../src/domo/http/errors';
import type { HttpAnswer, Transport } from '../../../../src/domo/http/transport';
import type { Log } from '../../../../src/base/log';
import { failureOf, kindOf } from '../../../support/collect';
import { scriptedServer, type Scripted } from '../../../support/scriptedTransport';

/** A server that fails so many times before it answers. */
function failingServer(times: number, failure: Scripted, answer: Scripted) {
  let calls = 0;
  return scriptedServer(() => ((calls += 1) <= times ? failure : answer));
}

describe('calls', () => {
  it('read again what fails in passing, twice at most', async () => {
    for (const failure of [503, 429, new DomoError('connectionLost', text('No.'))]) {
      const good = failingServer(2, failure, [200, { id: 1 }]);
      assert.equal((await good.streams.get(1)).id, 1);
      assert.equal(good.clock.sleeps.length, 2);
      const bad = failingServer(3, failure, [200, { id: 1 }]);
      await failureOf(bad.streams.get(1));
      assert.equal(bad.calls.length, 3);
    }
  });

  it('read once what fails for good', async () => {
    for (const failure of [400, 401, 403, 404, 409, 501]) {
      const server = failingServer(1, failure, [200, { id: 1 }]);
      await failureOf(server.streams.get(1));
      assert.equal(server.calls.length, 1);
    }
  });

  it('write once, whatever happens', async () => {
    for (const failure of [503, 429, new DomoError('timeout', text('No.'))]) {
      const server = scriptedServer(() => failure);
      const execution = { executionId: 1, uploadId: undefined };
      const writes = [
        () => server.streams.create({}),
        () => server.streams.update(1, {}),
        () => server.streams.delete(1),
        () => server.executions.create(1, {}),
        () => server.executions.finalize(1, execution, { route: 'data', action: 'commit' }),
      ];
      for (const write of writes) await failureOf(write());
      assert.equal(server.calls.length, writes.length);
    }
  });

  it('that write are refused before anything is sent where the connection is read-only', async () => {
    const server = scriptedServer(() => 200, { readOnly: true });
    const execution = { executionId: 1, uploadId: undefined };
    const body = { contentType: 'text/csv', length: 0, open: () => assert.fail('it was opened') };
    for (const write of [
      () => server.streams.create({}),
      () => server.streams.update(1, {}),
      () => server.streams.delete(1),
      () => server.executions.create(1, {}),
      () => server.executions.update(1, 1, {}),
      () => server.executions.delete(1, 1),
      () => server.executions.putPart(1, execution, { route: 'data', number: 1, body }),
      () => server.executions.finalize(1, execution, { route: 'executions', action: 'abort' }),
    ])
      assert.equal(await kindOf(write()), 'readOnly');
    assert.deepEqual(server.calls, []);
  });

  it('are logged without bodies and tokens', async () => {
    const lines: string[] = [];
    const write = (line: string): unknown => lines.push(line);
    const log: Log = { trace: write, debug: write, info: write, warn: write, error: write };
    const server = scriptedServer((call) => (call.startsWith('PUT') ? 204 : 404), { log });
    await server.streams.update(7, { account: { id: 'secret' } });
    await failureOf(server.streams.get(7));
    assert.match(lines.join('\n'), /PUT \/streams\/7 → 204 in \d+ ms/);
    assert.match(lines.join('\n'), /GET \/streams\/7\?fields=all failed/);
    assert.doesNotMatch(lines.join('\n'), /secret/);
  });

  it('search by one known key, with the text encoded', async () => {
    const server = scriptedServer(() => [200, []]);
    await server.streams.search('dataSource.name', 'A&B ü*:x');
    assert.deepEqual(server.calls, ['GET /streams/search?q=dataSource.name:A%26B%20%C3%BC*%3Ax']);
    assert.equal(await kindOf(server.streams.search('id' as 'dataSource.id', '1')), 'badRequest');
  });

  for (const [what, answer, expected] of [
    ['of a live instance', [200, [{ executionId: 12 }]], 12],
    ['as a text', [200, [{ executionId: '12' }]], 12],
    ['of a stream that never ran', [200, []], undefined],
    ['in another form', [200, { executionId: 12 }], undefined],
    ['without an id', [200, [{}]], undefined],
    ['where there is no such call', 404, undefined],
  ] as const)
    it(`read the latest execution id ${what}`, async () => {
      const { streams } = scriptedServer(() => answer);
      assert.equal(await streams.latestExecutionId(1), expected);
    });

  it('do not take a refused token for a missing latest id', async () => {
    const { streams } = scriptedServer(() => 401);
    assert.equal(await kindOf(streams.latestExecutionId(1)), 'unauthorized');
  });
});

describe('a write that Domo accepted', () => {
  /** A server that answers every call so. */
  function answering(answer: Partial<HttpAnswer>) {
    const transport: Transport = () =>
      Promise.resolve({
        status: 200,
        headers: { 'content-type': 'text/plain' },
        text: '',
        ...answer,
      });
    return scriptedServer(() => 200, { transport });
  }

  for (const [what, answer] of [
    ['a word', { text: 'OK' }],
    ['broken JSON', { text: '{"id":', headers: { 'content-type': 'application/json' } }],
    ['deep JSON', { text: '['.repeat(500) }],
    ['no body and the type of a page', { headers: { 'content-type': 'text/html' } }],
  ] as const)
    it(`is done also if the response is ${what}`, async () => {
      const { streams, executions } = answering(answer);
      const execution = { executionId: 1, uploadId: undefined };
      const part = {
        route: 'data',
        number: 1,
        body: { contentType: 'text/csv', length: 0, open: () => [] },
      } as const;
      await streams.update(1, {});
      await streams.delete(1);
      await executions.update(1, 1, {});
      await executions.delete(1, 1);
      await executions.putPart(1, execution, part);
      await executions.finalize(1, execution, { route: 'data', action: 'commit' });
      await executions.finalize(1, execution, { route: 'executions', action: 'abort' });
    });

  it('is in doubt if a create returns no ID', async () => {
    for (const text of ['OK', '', '{}', '{"id":']) {
      const { streams, executions } = answering({ text });
      for (const create of [streams.create({}), executions.create(1, {})])
        assert.equal(mayHaveTakenEffect(await failureOf(create)), true);
    }
  });

  it('is not done if the response is a page', async () => {
    const { streams } = answering({ text: '<html><title>Login</title></html>' });
    assert.equal(await kindOf(streams.update(1, {})), 'loginPage');
  });
});
