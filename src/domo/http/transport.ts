import type { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';
import { abortReason } from '../../base/abort';
import { text } from '../../base/text';
import { DomoError } from './errors';
import { networkError, timeoutError } from './networkError';

/** A request body that is made anew for each try, so that a retry needs no copy in memory. */
export interface StreamedBody {
  readonly contentType: string;
  readonly contentEncoding?: string;
  /** Exact length in bytes, as sent. */
  readonly length: number;
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export type RequestHeaders = Readonly<Record<string, string>>;

export interface HttpRequest {
  /** The call's name for messages, such as `GET /streams/7`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query below the origin. */
  readonly path: string;
  /** In addition to those for JSON and the body. */
  readonly headers?: RequestHeaders;
  readonly body?: string | StreamedBody;
  readonly signal?: AbortSignal | undefined;
}

/** An answer as it came, its body read to the end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** The seam to the network. Rejects with a `DomoError`, or with the reason of an aborted signal. */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;

export interface TransportOptions {
  readonly origin: string;
  readonly dispatcher: Dispatcher;
  /** How long to wait for an answer to begin, and for each next piece of it. */
  readonly timeoutMilliseconds: number;
}

/** A search that finds 50,000 streams fits in. More is refused: a server must not fill the editor's memory. */
const maximumAnswerBytes = 144 * 1024 * 1024;

/** An answer that takes longer than the time-out must come at this speed at least. */
const slowestBytesPerMillisecond = 1;

/** A transport over undici. Redirects are never followed, so secrets stay with their origin. */
export function createTransport(options: TransportOptions): Transport {
  return async (call) => {
    const { name } = call;
    try {
      const answer = await request(`${options.origin}${call.path}`, {
        dispatcher: options.dispatcher,
        method: call.method,
        headers: headersOf(call),
        body: bodyOf(call.body),
        signal: call.signal ?? null,
        headersTimeout: options.timeoutMilliseconds,
        bodyTimeout: options.timeoutMilliseconds,
      });
      const text = await readText(answer.body, options, name);
      return { status: answer.statusCode, headers: answer.headers, text };
    } catch (error) {
      if (call.signal?.aborted) throw abortReason(call.signal);
      throw networkError(error, options.origin, name);
    }
  };
}

function headersOf(call: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = {
    // Without it some instances answer 200 with the log-in page.
    accept: 'application/json',
    ...call.headers,
  };
  if (typeof call.body === 'string') headers['content-type'] = 'application/json';
  else if (call.body) {
    headers['content-type'] = call.body.contentType;
    headers['content-length'] = String(call.body.length);
    if (call.body.contentEncoding) headers['content-encoding'] = call.body.contentEncoding;
  }
  return headers;
}

function bodyOf(body: HttpRequest['body']): string | Readable | null {
  if (body === undefined || typeof body === 'string') return body ?? null;
  // undici takes any iterable, but its types name only Readable.
  const pieces: unknown = body.open();
  return pieces as Readable;
}

async function readText(
  body: AsyncIterable<Uint8Array>,
  { origin, timeoutMilliseconds }: TransportOptions,
  call: string,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  const start = performance.now();
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maximumAnswerBytes)
      throw new DomoError(
        'unexpectedAnswer',
        text(
          'The response is larger than 144 MiB. Lower domoStreams.tree.pageSize, or narrow the search.',
        ),
        { call },
      );
    const milliseconds = performance.now() - start;
    // The time-out is for each piece: a server that sends one byte at a time would never meet it.
    if (milliseconds > timeoutMilliseconds && length < milliseconds * slowestBytesPerMillisecond)
      throw timeoutError(origin, call);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
