import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { errorAnswer, RequestError, type Answer } from './answer';
import { dripping, faultAnswer, hang, resetEarly, resetInAnswer } from './faultPlayer';
import type { FaultRule } from './faultRules';
import { messageOf } from './json';
import type { LoggedRequest } from './requestLog';
import { findRoute, type Route } from './routing';
import { sandboxPath } from './sandboxRoutes';
import type { Services } from './services';

/** Answers one request, with the fault that is due for it; never rejects. */
export type Exchange = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `closing` ends the delays of faults when the sandbox closes. */
export function createExchange(
  services: Services,
  routes: readonly Route[],
  closing: AbortSignal,
): Exchange {
  const { faults, requestLog } = services;
  return async (request, response) => {
    const { method = 'GET' } = request;
    const target = originForm(request.url ?? '/');
    const entry = requestLog.begin(method, target, request.headers);
    const effect = (): Promise<Answer> => answerOf(services, routes, request, target, entry);
    try {
      const rule = isOwn(target) ? undefined : faults.take(method, target);
      entry.fault = rule !== undefined;
      if (rule) await playFault(rule, request, response, entry, effect, closing);
      else await send(response, await effect(), entry);
    } catch (error) {
      // The client has left, or the sandbox closes: there is nobody to answer any more.
      entry.failure = messageOf(error);
      response.destroy();
    } finally {
      requestLog.end(entry);
    }
  };
}

/** The real answer; whatever goes wrong becomes the JSON error form, unless the client has left. */
async function answerOf(
  services: Services,
  routes: readonly Route[],
  request: IncomingMessage,
  target: string,
  entry: LoggedRequest,
): Promise<Answer> {
  const [path = '/'] = target.split('?', 1);
  try {
    requireToken(request, services.settings.token);
    const { method } = entry;
    const { route, parameters } = findRoute(routes, method, path, services.settings.routes);
    const query = new URLSearchParams(target.slice(path.length));
    return await route.handle({ method, path, query, request, received: entry, parameters });
  } catch (error) {
    if (error instanceof RequestError)
      return errorAnswer(error.status, error.message, path, error.headers);
    if (request.destroyed && !request.complete) throw error;
    return errorAnswer(500, `The sandbox failed: ${messageOf(error)}`, path);
  }
}

async function playFault(
  rule: FaultRule,
  request: IncomingMessage,
  response: ServerResponse,
  entry: LoggedRequest,
  effect: () => Promise<Answer>,
  closing: AbortSignal,
): Promise<void> {
  const real = rule.afterEffect ? await effect() : undefined;
  if (rule.delayMs !== undefined) await wait(rule.delayMs, undefined, { signal: closing });
  const status = rule.status ?? 200;
  if (rule.reset === 'early' || rule.reset === 'body')
    return resetEarly(request, rule.reset === 'body');
  if (rule.hang) return hang(request, response, rule.hang, status);
  const replaces = rule.status !== undefined || rule.reset !== undefined;
  if (replaces && !real) await drain(request, entry);
  if (rule.reset) return resetInAnswer(response, status, rule.reset);
  const answer = replaces ? faultAnswer(rule, status, entry.path) : (real ?? (await effect()));
  const { dripMs } = rule;
  return send(response, dripMs === undefined ? answer : dripping(answer, dripMs, closing), entry);
}

/** Reads the body away, as a server that fails late does. */
async function drain(request: IncomingMessage, entry: LoggedRequest): Promise<void> {
  for await (const piece of request as AsyncIterable<Buffer>) entry.receivedBytes += piece.length;
}

async function send(response: ServerResponse, answer: Answer, entry: LoggedRequest): Promise<void> {
  const { status, headers, body } = answer;
  entry.status = status;
  if (typeof body === 'string') {
    const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, ...length }).end(body);
    return;
  }
  response.writeHead(status, headers);
  await pipeline(Readable.from(body), response);
}

function requireToken(request: IncomingMessage, token: string): void {
  const given = request.headers['x-domo-developer-token'];
  const expected = Buffer.from(token);
  const actual = Buffer.from(typeof given === 'string' ? given : '', 'latin1');
  if (actual.length === expected.length && timingSafeEqual(actual, expected)) return;
  throw new RequestError(401, 'The access token is missing or not valid.');
}

/** Proxies' clients send the whole URL; a path may well begin with two slashes. */
function originForm(url: string): string {
  return url.replace(/^https?:\/\/[^/?]*/i, '') || '/';
}

function isOwn(target: string): boolean {
  return target.startsWith(`${sandboxPath}/`);
}
