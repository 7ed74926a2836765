import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { DomoClient } from '../../../src/domo/client';
import type { StreamedBody } from '../../../src/domo/http/transport';
import { withServersAndClients } from '../../support/opened';

const execution = { executionId: 9, uploadId: 'u/1' };
const body: StreamedBody = {
  contentType: 'text/csv',
  contentEncoding: 'gzip',
  length: 3,
  open: () => [Buffer.from('a,b')],
};

/** Every call of an instance, with what the server must get: method, path, body, and other headers. */
const calls: Readonly<Record<string, (client: DomoClient) => Promise<unknown>>> = {
  'GET /streams?limit=5&offset=10': ({ streams }) => streams.list({ limit: 5, offset: 10 }),
  'GET /streams/bulk?streamId=1,2': ({ streams }) => streams.bulk([1, 2]),
  'GET /streams/search?q=dataSource.name:A%20%26%20B*': ({ streams }) =>
    streams.search('dataSource.name', 'A & B*'),
  'GET /streams/7?fields=all': ({ streams }) => streams.get(7),
  'POST /streams {"a":1}': ({ streams }) => streams.create({ a: 1 }),
  'PUT /streams/7 {"a":1}': ({ streams }) => streams.update(7, { a: 1 }),
  'DELETE /streams/7': ({ streams }) => streams.delete(7),
  'GET /streams/7/history/aggregate': ({ streams }) => streams.history(7),
  'GET /streams/state/7': ({ streams }) => streams.latestExecutionId(7),
  'POST /streams/7/executions {"updateMethod":"APPEND"}': ({ executions }) =>
    executions.create(7, { updateMethod: 'APPEND' }),
  'GET /streams/7/executions?limit=5&offset=10': ({ executions }) =>
    executions.list(7, { limit: 5, offset: 10 }),
  'GET /streams/7/executions/9': ({ executions }) => executions.get(7, 9),
  'PUT /streams/7/executions/9 {"a":1}': ({ executions }) => executions.update(7, 9, { a: 1 }),
  'DELETE /streams/7/executions/9': ({ executions }) => executions.delete(7, 9),
  'PUT /streams/7/data/u%2F1/parts/2 a,b (text/csv gzip 3)': ({ executions }) =>
    executions.putPart(7, execution, { route: 'data', number: 2, body }),
  'PUT /streams/7/executions/9/part/2 a,b (text/csv gzip 3)': ({ executions }) =>
    executions.putPart(7, execution, { route: 'executions', number: 2, body }),
  'PUT /streams/7/data/u%2F1/commit': ({ executions }) =>
    executions.finalize(7, execution, { route: 'data', action: 'commit' }),
  'PUT /streams/7/executions/9/commit': ({ executions }) =>
    executions.finalize(7, execution, { route: 'executions', action: 'commit' }),
  'PUT /streams/7/data/u%2F1/abort {"category":"CONNECTOR","message":"Enough."}': ({
    executions,
  }) => executions.finalize(7, execution, { route: 'data', action: 'abort', reason: 'Enough.' }),
  'PUT /streams/7/executions/9/abort {"category":"CONNECTOR","message":"Aborted by the user."}': ({
    executions,
  }) => executions.finalize(7, execution, { route: 'executions', action: 'abort' }),
};

describe('a client of an instance', () => {
  const opened = withServersAndClients();

  it('sends exactly these requests', async () => {
    const seen: string[] = [];
    const { url } = await opened.server((request, response) => {
      void described(request).then((line) => {
        seen.push(line);
        const isList = /limit|bulk|search|aggregate|state/.test(line);
        response.setHeader('content-type', 'application/json');
        response.end(isList ? '[]' : '{"id":7,"executionId":9}');
      });
    });
    const client = opened.client(url, 'the-access-token');
    for (const call of Object.values(calls)) await call(client);
    assert.deepEqual(seen, Object.keys(calls));
  });
});

/** A request in one line. What is the same in all requests is asserted here. */
async function described(request: IncomingMessage): Promise<string> {
  const { host, connection, 'x-domo-developer-token': token, accept, ...rest } = request.headers;
  assert.ok(host && connection);
  assert.deepEqual([token, accept], ['the-access-token', 'application/json']);
  const path = request.url?.replace(/^\/api\/data\/v1(?=\/)/, '');
  assert.notEqual(path, request.url);
  const body = Buffer.concat(await request.toArray()).toString();
  const { 'content-length': length, 'content-type': type, ...more } = rest;
  const { 'content-encoding': encoding, ...unexpected } = more;
  assert.deepEqual(unexpected, {});
  const isJson = type === 'application/json' && Number(length) === body.length && !encoding;
  const about = body && !isJson ? `(${type ?? ''} ${encoding ?? ''} ${length ?? ''})` : '';
  return [request.method, path, body, about].filter(Boolean).join(' ');
}
