import assert from 'node:assert/strict';
import type { RequestListener, ServerResponse } from 'node:http';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { failureOf } from '../../support/collect';
import { withServersAndClients } from '../../support/opened';

describe('a hostile server', () => {
  const opened = withServersAndClients();
  const json = { 'content-type': 'application/json' };

  /** How a read fails where the server answers so. */
  async function failure(answer: RequestListener): Promise<Error> {
    const { url } = await opened.server(answer);
    return failureOf(opened.client(url, 'secret-token').streams.get(1));
  }

  it('can not fill the memory: a too long answer is left off', async () => {
    const block = Buffer.alloc(8 * 1024 * 1024, ' ');
    let sent = 0;
    const error = await failure((_request, response) => {
      response.writeHead(200, json);
      const send = (): void => {
        if (response.destroyed) return;
        sent += block.length;
        response.write(block, send);
      };
      send();
    });
    assert.equal(
      error.message,
      'The response is larger than 144 MiB. Lower domoStreams.tree.pageSize, or narrow the search. (GET /streams/1?fields=all)',
    );
    assert.ok(sent < 180 * 1024 * 1024, String(sent));
  });

  it('can not overflow the stack: too deep an answer is refused, also as a refusal', async () => {
    const deep = (levels: number): string =>
      '{"id":1,"x":'.repeat(levels) + '1' + '}'.repeat(levels);
    for (const levels of [201, 1_000_000]) {
      const error = await failure((_request, response) =>
        response.writeHead(200, json).end(deep(levels)),
      );
      assert.equal(
        error.message,
        'Unexpected response: the JSON is nested more than 200 levels deep. Check the address of the connection. (GET /streams/1?fields=all answered 200)',
      );
    }
    const refused = await failure((_request, response) =>
      response.writeHead(400, json).end(deep(1e6)),
    );
    assert.equal(
      refused.message,
      'Domo refused the call. (GET /streams/1?fields=all answered 400)',
    );
  });

  for (const [what, unit] of [
    ['empty objects', '{},'],
    ['numbers', '1,'],
    ['lists', '[],'],
    ['rounded numbers', '1e1,'],
    ['streams', '{"id":1},'],
    ['different keys', ''],
  ] as const)
    it(`can not fill the memory with a list of 16 MiB: ${what}`, async () => {
      const megabytes = 16 * 1024 * 1024;
      const keys = Array.from({ length: 1_400_000 }, (_, index) => `"${index}":1`).join();
      const list = unit ? `[${unit.repeat(megabytes / unit.length)}0]` : `[{${keys}}]`;
      const { url } = await opened.server((_request, response) =>
        response.writeHead(200, json).end(list),
      );
      const script = join(__dirname, '..', '..', 'support', 'readPage.js');
      const { stdout } = await promisify(execFile)(process.execPath, [
        '--max-old-space-size=640',
        script,
        url,
      ]);
      assert.match(stdout, /^(Unexpected response: |0 streams, 1 unreadable)/);
    });

  it('gives a page of 500 streams of 8 KB', async () => {
    const columns = Array.from({ length: 160 }, (_, index) => ({
      ...{ id: `column-${index}`, name: `Column ${index}`, type: 'STRING' },
    }));
    const streams = Array.from({ length: 500 }, (_, id) => ({ id, schemaDefinition: { columns } }));
    const body = JSON.stringify(streams);
    assert.ok(body.length > 500 * 8000, String(body.length));
    const { url } = await opened.server((_request, response) =>
      response.writeHead(200, json).end(body),
    );
    const page = await opened.client(url, 'token').readStreamPage({ limit: 500, offset: 0 });
    assert.deepEqual([page.items.length, page.items[0]?.columns?.length], [500, 160]);
  });

  for (const [how, answer] of [
    [
      'a message',
      (response) => response.writeHead(401, json).end('{"message":"No: secret-token."}'),
    ],
    [
      'a page',
      (response) =>
        response
          .writeHead(404, { 'content-type': 'text/html' })
          .end('<html><title>secret-token</title>'),
    ],
    [
      'where it sends on to',
      (response) =>
        response.writeHead(302, { location: 'https://x.example/?t=secret-token' }).end(),
    ],
    [
      'a second address that it sends on to',
      (response) =>
        response
          .writeHead(302, [
            ...['location', 'https://x.example/secret-token'],
            ...['location', 'https://y.example/?secret-token'],
          ])
          .end(),
    ],
    [
      'a message with JSON escapes',
      (response) => response.writeHead(400, json).end('{"message":"\\u0073ecret-\\u0074oken"}'),
    ],
    [
      'a page with JSON escapes',
      (response) =>
        response
          .writeHead(404, { 'content-type': 'text/html' })
          .end('<html><title>\\u0073ecret\\u002dtoken</title>'),
    ],
    [
      'a trace ID',
      (response) => response.writeHead(400, json).end('{"message":"No.","toe":"secret-token"}'),
    ],
    [
      'a message that is cut within the token',
      (response) =>
        response
          .writeHead(400, json)
          .end(JSON.stringify({ message: `${'x'.repeat(490)}secret-token` })),
    ],
    [
      'a message with invisible characters',
      (response) =>
        response.writeHead(400, json).end(JSON.stringify({ message: 'sec\u200bret-tok\u0000en' })),
    ],
    ['what is no answer', (response) => response.socket?.end('secret-token is no HTTP\r\n\r\n')],
  ] as [string, (response: ServerResponse) => unknown][])
    it(`that gives the token back in ${how} does not get it into an error`, async () => {
      const error = await failure((_request, response) => void answer(response));
      const shown = inspect(error, { depth: 20, showHidden: true });
      assert.doesNotMatch(shown, /secret-tok|secret\\\\/);
    });

  it('gets the token into no line of the log, and no look at the client shows it', async () => {
    const lines: string[] = [];
    const write = (line: string): unknown => lines.push(line);
    const log = { trace: write, debug: write, info: write, warn: write, error: write };
    const answers: RequestListener[] = [
      (_request, response) => response.writeHead(403, json).end('{"message":"secret-token"}'),
      (_request, response) => response.writeHead(307, { location: '/?secret-token' }).end(),
      (request, response) => void response.socket?.end(JSON.stringify(request.headers)),
    ];
    for (const answer of answers) {
      const { url } = await opened.server(answer);
      const client = opened.client(url, 'secret-token', { log });
      await failureOf(client.probe());
      await failureOf(client.executions.create(1, {}));
      const target = client.uploadTarget({ streamId: 1, route: 'auto' });
      await failureOf(target.abort({ executionId: 1, uploadId: undefined }, '', never));
      for (const thing of [client, target])
        assert.doesNotMatch(inspect(thing, { depth: 20, showHidden: true }), /secret-token/);
    }
    assert.ok(lines.length >= 9);
    assert.doesNotMatch(lines.join('\n'), /secret-token/);
  });
});

const never = new AbortController().signal;
