import type { Clock } from '../../base/clock';
import type { Log } from '../../base/log';
import { flattened } from '../../base/plainText';
import { withRetry } from '../../base/retry';
import { text, type Text } from '../../base/text';
import { assertDone, readAnswer } from './answer';
import { DomoError, isTransient, maskedError, retryAfterOf } from './errors';
import type { JsonObject, JsonValue } from '../../base/json';
import { stringifyJson } from '../../base/jsonText';
import type { Mask } from './secrets';
import type { HttpAnswer, HttpRequest, StreamedBody, Transport } from './transport';

const longestLine = 2000;

export interface CallerOptions {
  readonly transport: Transport;
  /** Begins the path of every request. Paths and the names of calls leave it out. */
  readonly basePath: string;
  /** Repeats of a read that fails in passing. */
  readonly readRetries: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Removes secrets from every message and log line: a server may quote them in a refusal. */
  readonly mask: Mask;
  /** Refuses every call that writes, before anything is sent. */
  readonly readOnly: boolean;
  /** What is said of a refused call: why, and what to do. */
  readonly refusal?: Text | undefined;
}

/** A call that changes something. */
export interface WriteCall {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: JsonObject | StreamedBody | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface Answered {
  /** Undefined if the response had no body, or none that is of use. */
  readonly value: JsonValue | undefined;
  /** The call's name for messages, such as `GET /streams/7`. */
  readonly call: string;
}

/** Makes one call: refuses, sends, retries where that is safe, logs, and reads the answer. */
export class Caller {
  readonly #options: CallerOptions;
  readonly #log: Pick<Log, 'debug'>;

  constructor(options: CallerOptions) {
    const { log, mask } = options;
    this.#options = options;
    this.#log = { debug: (line) => log.debug(mask(flattened(line, longestLine))) };
  }

  /** Reads; repeated while the failure is transient. */
  get(path: string, options: CallOptions = {}): Promise<Answered> {
    const { readRetries, clock } = this.#options;
    return withRetry(
      () => this.#send({ method: 'GET', path, signal: options.signal }),
      { retries: readRetries, clock, random: Math.random, isTransient, waitAskedFor: retryAfterOf },
      options.signal,
    );
  }

  /** Writes, once: only who knows what the call does can tell whether it may be repeated. */
  write({ method, path, body }: WriteCall, options: CallOptions = {}): Promise<Answered> {
    const { readOnly, refusal } = this.#options;
    if (readOnly)
      throw new DomoError(
        'readOnly',
        refusal ?? text('This connection is read-only. Edit it to allow changes.'),
        { call: `${method} ${path}` },
      );
    const sent = body === undefined || isStreamed(body) ? body : stringifyJson(body);
    return this.#send({ method, path, ...(sent !== undefined && { body: sent }), ...options });
  }

  async #send(request: Omit<HttpRequest, 'name'>): Promise<Answered> {
    const call = `${request.method} ${request.path}`;
    const { transport, basePath, clock } = this.#options;
    const log = this.#log;
    const start = clock.now();
    try {
      const answer = await transport({ ...request, name: call, path: basePath + request.path });
      const milliseconds = clock.now() - start;
      log.debug(`${call} → ${answer.status} in ${milliseconds} ms`);
      return { value: valueOf(request, answer, call), call };
    } catch (error) {
      const failure = request.signal?.aborted ? error : maskedError(error, this.#options.mask);
      log.debug(`${call} failed: ${failure instanceof Error ? failure.message : String(failure)}`);
      throw failure;
    }
  }
}

/** A change that was accepted is made, whatever the response holds: nothing of it is needed. */
function valueOf(
  { method }: Pick<HttpRequest, 'method'>,
  answer: HttpAnswer,
  call: string,
): JsonValue | undefined {
  if (method === 'GET' || method === 'POST') return readAnswer(answer, call);
  assertDone(answer, call);
  return undefined;
}

function isStreamed(body: JsonObject | StreamedBody): body is StreamedBody {
  return typeof body.open === 'function';
}
