import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { errorAnswer, type Answer } from './answer';
import type { FaultRule } from './faultRules';

/** Said to be longer than it is: the client waits for the rest. */
const promisedBytes = 1000;

/** What is left of an answer that breaks off. */
const beginning = '{"status":';

/** The answer that a rule puts in place of the real one. */
export function faultAnswer(rule: FaultRule, status: number, path: string): Answer {
  const { headers = {}, body } = rule;
  if (body === undefined) return errorAnswer(status, 'A scripted fault.', path, headers);
  const isText = typeof body === 'string';
  const textType = isText && body.trimStart().startsWith('<') ? 'text/html' : 'text/plain';
  const type = isText ? textType : 'application/json';
  return {
    status,
    headers: { 'content-type': `${type};charset=utf-8`, ...lowerCased(headers) },
    body: isText ? body : JSON.stringify(body),
  };
}

/** Breaks the connection before the body was read, or in the middle of it. */
export async function resetEarly(request: IncomingMessage, inBody: boolean): Promise<void> {
  if (inBody) await readHalf(request);
  request.socket.resetAndDestroy();
}

/** Breaks the connection in the middle of the answer, or ends it there. */
export async function resetInAnswer(
  response: ServerResponse,
  status: number,
  how: 'answer' | 'close',
): Promise<void> {
  await sendBeginning(response, status);
  if (how === 'answer') response.socket?.resetAndDestroy();
  else response.socket?.end();
}

/** The same answer, byte by byte. */
export function dripping(answer: Answer, milliseconds: number, closing: AbortSignal): Answer {
  const { body } = answer;
  const pieces = typeof body === 'string' ? [body] : body;
  async function* drops(): AsyncGenerator<Buffer> {
    for await (const piece of pieces)
      for (const byte of Buffer.from(piece)) {
        yield Buffer.of(byte);
        await wait(milliseconds, undefined, { signal: closing });
      }
  }
  return { ...answer, body: drops() };
}

/** Never answers, or stops in the middle; ends when the client gives up or the sandbox closes. */
export async function hang(
  request: IncomingMessage,
  response: ServerResponse,
  where: 'headers' | 'body',
  status: number,
): Promise<void> {
  if (!request.readableEnded) request.resume();
  if (where === 'body') await sendBeginning(response, status);
  await new Promise<void>((resolve) => {
    if (response.closed) resolve();
    else response.once('close', resolve);
  });
}

function sendBeginning(response: ServerResponse, status: number): Promise<void> {
  const type = 'application/json;charset=utf-8';
  response.writeHead(status, { 'content-type': type, 'content-length': promisedBytes });
  return new Promise((resolve) => {
    // Called on failure too: the client may have left.
    response.write(beginning, () => resolve());
  });
}

/** Reads until half of the announced body has come, or anything where its length is unknown. */
async function readHalf(request: IncomingMessage): Promise<void> {
  const half = Number(request.headers['content-length'] ?? 0) / 2;
  let bytes = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes >= half) return;
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
