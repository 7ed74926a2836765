import assert from 'node:assert/strict';
import { isJsonObject, type JsonValue } from '../../../src/base/json';
import type { Dialect } from '../../../src/domo/api/dialect';
import { searchKeys } from '../../../src/domo/api/model';
import { executionReaders, streamReaders } from '../../../src/domo/api/schemas';
import { isDomoError } from '../../../src/domo/http/errors';
import { failureOf, kindOf } from '../../support/collect';
import { withServersAndClients } from '../../support/opened';

/** A server that wraps what it returns, and can do little. */
const dialect: Dialect = {
  basePath: '/v9',
  streamCalls: {
    list: ({ limit, offset }) => `/feeds?from=${offset}&count=${limit}`,
    get: (id) => `/feeds/${id}`,
    search: (_key, sought) => `/feeds/of/${sought}`,
    update: (id, body) => ({ method: 'PATCH', path: `/feeds/${id}`, body: { feed: body } }),
  },
  searchKeys: ['dataSource.id'],
  streams: {
    one: (value, call) => streamReaders.one(inner(value), call),
    any: (value, call, id) => streamReaders.any(inner(value), call, id),
    list: (value, call, limits) => streamReaders.list(inner(value), call, limits),
  },
  executionCalls: {
    create: (id) => ({ method: 'POST', path: `/feeds/${id}/loads` }),
    list: (id) => `/feeds/${id}/loads`,
  },
  executions: executionReaders,
  uploadRoutes: {
    executions: {
      part: (id, { executionId }, { number, body }) => {
        return { method: 'PUT', path: `/feeds/${id}/loads/${executionId}/${number}`, body };
      },
      commit: (id, { executionId }) => {
        return { method: 'POST', path: `/feeds/${id}/loads/${executionId}/end` };
      },
      abort: (id, { executionId }) => {
        return { method: 'DELETE', path: `/feeds/${id}/loads/${executionId}` };
      },
    },
  },
};

function inner(value: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(value) ? value['feed'] : value;
}

const execution = { executionId: 9, uploadId: undefined };
const body = { contentType: 'text/csv', length: 1, open: () => [Buffer.from('a')] };
const { signal } = new AbortController();

describe('a server with another dialect', () => {
  const opened = withServersAndClients();

  async function start() {
    const seen: string[] = [];
    const { url } = await opened.server((request, response) => {
      void request.toArray().then((chunks) => {
        const sent = Buffer.concat(chunks).toString();
        seen.push([request.method, request.url, sent].filter(Boolean).join(' '));
        response.setHeader('content-type', 'application/json');
        response.end(answerTo(request.url ?? ''));
      });
    });
    return { seen, client: opened.client(url, 'the-access-token', { dialect }) };
  }

  function answerTo(path: string): string {
    if (path.endsWith('/loads')) return '[{"id":9,"currentState":"ACTIVE"}]';
    if (path.endsWith('/7')) return '{"feed":{"id":7,"dataSource":{"name":"Orders"}}}';
    return '{"feed":[{"id":7},{"id":8}]}';
  }

  it('gets its own paths, methods, and bodies, and its bodies are read', async () => {
    const { client, seen } = await start();
    const { items } = await client.readStreamPage({ limit: 5, offset: 0 });
    assert.deepEqual(
      items.map(({ id }) => id),
      [7, 8],
    );
    assert.equal((await client.streams.get(7)).name, 'Orders');
    await client.streams.update(7, { a: 1 });
    assert.deepEqual(seen, [
      'GET /v9/feeds?from=0&count=5',
      'GET /v9/feeds/7',
      'PATCH /v9/feeds/7 {"feed":{"a":1}}',
    ]);
  });

  it('gets other calls in place of those that it lacks', async () => {
    const { client, seen } = await start();
    await client.readWholeStreams([7], ([stream]) => assert.equal(stream?.name, 'Orders'));
    const { items } = await client.readHistory(7, 3);
    assert.deepEqual(
      items.map(({ executionId }) => executionId),
      [9],
    );
    assert.deepEqual(seen, ['GET /v9/feeds/7', 'GET /v9/feeds/7/loads']);
  });

  it('gets an upload by the route that it has, without a try of the other', async () => {
    const { client, seen } = await start();
    const routes: string[] = [];
    const target = client.uploadTarget({
      streamId: 7,
      route: 'auto',
      onRoute: (route) => routes.push(route),
    });
    await target.putPart(execution, 1, body, signal);
    await target.commit(execution, signal);
    await client.finalize(7, execution, { action: 'abort', route: 'auto' });
    assert.deepEqual(routes, ['executions']);
    assert.deepEqual(seen, [
      'PUT /v9/feeds/7/loads/9/1 a',
      'POST /v9/feeds/7/loads/9/end',
      'DELETE /v9/feeds/7/loads/9',
    ]);
  });

  it('gets nothing that it can’t do, and the error says so', async () => {
    const { client, seen } = await start();
    const { streams, executions } = client;
    const part = { route: 'data', number: 1, body } as const;
    for (const call of [
      streams.bulk([7]),
      streams.create({}),
      streams.delete(7),
      streams.history(7),
      streams.search('transport.type', 'API'),
      executions.get(7, 9),
      executions.update(7, 9, {}),
      executions.delete(7, 9),
      executions.putPart(7, execution, part),
      executions.finalize(7, execution, { route: 'data', action: 'commit' }),
    ])
      assert.equal(await kindOf(call), 'notSupported');
    const error = await failureOf(streams.delete(7));
    assert.ok(isDomoError(error));
    assert.equal(
      error.message,
      'Connections of this kind don’t support this action. (streams.delete)',
    );
    assert.equal(await streams.latestExecutionId(7), undefined);
    assert.deepEqual(seen, []);
  });

  it('has the capabilities of its dialect', async () => {
    const { client } = await start();
    assert.deepEqual([...client.capabilities].sort(), [
      'executions.create',
      'executions.list',
      'search.dataSource.id',
      'streams.get',
      'streams.list',
      'streams.search',
      'streams.update',
      'upload.executions',
    ]);
    const ofInstance = opened.client('http://127.0.0.1:9', 'the-access-token').capabilities;
    for (const own of client.capabilities) assert.ok(ofInstance.has(own));
    for (const key of searchKeys) assert.ok(ofInstance.has(`search.${key}`));
    assert.ok(ofInstance.has('streams.bulk') && ofInstance.has('upload.data'));
  });
});
