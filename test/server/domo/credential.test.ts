import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { text } from '../../../src/base/text';
import { readAnswer } from '../../../src/domo/http/answer';
import type { Credential, CredentialUse } from '../../../src/domo/http/credential';
import { DomoError } from '../../../src/domo/http/errors';
import type { RequestHeaders, StreamedBody } from '../../../src/domo/http/transport';
import { silentLog } from '../../../src/base/log';
import { failureOf, kindOf } from '../../support/collect';
import { withServersAndClients } from '../../support/opened';

const password = 'a-long/password';

/** A credential of another kind: it gets a ticket for its password, and a new one after a refusal. */
class Tickets implements Credential {
  secrets: readonly string[] = [password];
  #ticket: Promise<string> | undefined;

  async headers(use: CredentialUse): Promise<RequestHeaders> {
    this.#ticket ??= this.#fetch(use);
    return { ticket: await this.#ticket };
  }

  async afterRefusal({ ticket }: RequestHeaders): Promise<boolean> {
    // Another request may already have a new one.
    if ((await this.#ticket) === ticket) this.#ticket = undefined;
    return true;
  }

  async #fetch({ send }: CredentialUse): Promise<string> {
    const name = 'GET /ticket';
    const answer = await send({ name, method: 'GET', path: '/ticket', headers: { password } });
    const value = readAnswer(answer, name);
    if (typeof value !== 'string') throw new DomoError('unauthorized', text('No ticket.'));
    this.secrets = [...this.secrets, value];
    return value;
  }
}

describe('a credential of another kind', () => {
  const opened = withServersAndClients();

  /** A server whose tickets are good for so many requests. */
  async function ticketOffice(uses: number) {
    const seen: string[] = [];
    let tickets = 0;
    let left = 0;
    const isGood = ({ headers }: IncomingMessage): boolean =>
      headers['ticket'] === `the-ticket-${tickets}` && (left -= 1) >= 0;
    const server = await opened.server((request, response) => {
      request.resume();
      const path = request.url?.replace('/api/data/v1', '');
      seen.push(`${request.method ?? ''} ${path ?? ''}`);
      if (path === '/ticket') {
        assert.equal(request.headers['password'], password);
        left = uses;
        answer(response, 200, `the-ticket-${(tickets += 1)}`);
      } else if (isGood(request)) answer(response, 200, { id: 7 });
      else answer(response, 401, { message: `${password} ${JSON.stringify(request.headers)}` });
    });
    return { url: server.url, seen };
  }

  it('adds its headers, which are the only ones, and is asked once for all requests', async () => {
    const { url, seen } = await ticketOffice(10);
    const { streams } = opened.client(url, 'unused', { credential: new Tickets() });
    await Promise.all([streams.get(1), streams.get(2), streams.update(3, {})]);
    assert.deepEqual(
      seen.filter((line) => line.includes('ticket')),
      ['GET /ticket'],
    );
    assert.equal(seen.length, 4);
  });

  it('has each refused request sent again once, with one renewal for all', async () => {
    const { url, seen } = await ticketOffice(3);
    const { streams, executions } = opened.client(url, 'unused', { credential: new Tickets() });
    await Promise.all([streams.get(1), streams.get(2), streams.get(3)]);
    seen.length = 0;
    let opens = 0;
    const body: StreamedBody = {
      contentType: 'text/csv',
      length: 1,
      open: () => ((opens += 1), [Buffer.from('a')]),
    };
    await Promise.all([
      streams.get(4),
      streams.create({}),
      executions.putPart(
        6,
        { executionId: 1, uploadId: undefined },
        { route: 'executions', number: 1, body },
      ),
    ]);
    assert.deepEqual(seen.sort(), [
      ...Array<string>(2).fill('GET /streams/4?fields=all'),
      'GET /ticket',
      ...Array<string>(2).fill('POST /streams'),
      ...Array<string>(2).fill('PUT /streams/6/executions/1/part/1'),
    ]);
    assert.equal(opens, 2);
  });

  it('is not asked a third time', async () => {
    const { url, seen } = await ticketOffice(0);
    const { streams } = opened.client(url, 'unused', { credential: new Tickets() });
    assert.equal(await kindOf(streams.get(1)), 'unauthorized');
    const request = 'GET /streams/1?fields=all';
    assert.deepEqual(seen, ['GET /ticket', request, 'GET /ticket', request]);
  });

  it('ends the call with its own error, without a request', async () => {
    const credential: Credential = {
      secrets: [],
      headers: () => Promise.reject(new DomoError('forbidden', text('No ticket for you.'))),
    };
    const { url, seen } = await ticketOffice(1);
    const { streams } = opened.client(url, 'unused', { credential });
    const error = await failureOf(streams.get(1));
    assert.equal(error.message, 'No ticket for you.');
    assert.deepEqual(seen, []);
  });

  it('has all its secrets masked in errors and in the log, also those it got later', async () => {
    const lines: string[] = [];
    const log = { ...silentLog, debug: (line: string) => lines.push(line) };
    const { url } = await ticketOffice(0);
    const { streams } = opened.client(url, 'unused', { credential: new Tickets(), log });
    const shown = inspect([await failureOf(streams.get(1)), lines], { depth: 9 });
    assert.match(shown, /•••.*•••/);
    for (const secret of [password, 'the-ticket', Buffer.from(password).toString('base64')])
      assert.ok(!shown.includes(secret), shown);
  });
});

describe('an access token', () => {
  const opened = withServersAndClients();

  it('has a refused request sent once', async () => {
    let requests = 0;
    const { url } = await opened.server((_request, response) => {
      requests += 1;
      answer(response, 401, {});
    });
    assert.equal(await kindOf(opened.client(url, 'a-wrong-token').streams.get(1)), 'unauthorized');
    assert.equal(requests, 1);
  });
});

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
