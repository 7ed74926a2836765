import { Caller, type CallerOptions } from '../../src/domo/http/caller';
import { ExecutionsApi } from '../../src/domo/api/executions';
import { instanceDialect } from '../../src/domo/api/instanceDialect';
import { StreamsApi } from '../../src/domo/api/streams';
import type { HttpAnswer, HttpRequest, Transport } from '../../src/domo/http/transport';
import { silentLog } from '../../src/base/log';
import { FakeClock } from './fakeClock';

/** What a scripted server answers: a status, with JSON where there is some, or an error. */
export type Scripted = number | readonly [status: number, body: unknown] | Error;

/** A server that answers each call by `script`, and the calls it got, such as `GET /streams/7`. */
export function scriptedServer(
  script: (call: string, request: HttpRequest) => Scripted,
  options: Partial<CallerOptions> = {},
) {
  const calls: string[] = [];
  const transport: Transport = (request) => {
    const call = `${request.method} ${request.path.replace('/api/data/v1', '')}`;
    calls.push(call);
    const scripted = script(call, request);
    return scripted instanceof Error
      ? Promise.reject(scripted)
      : Promise.resolve(answerOf(scripted));
  };
  const clock = new FakeClock();
  const caller = new Caller({
    transport,
    basePath: instanceDialect.basePath,
    readRetries: 2,
    clock,
    log: silentLog,
    mask: (line) => line,
    readOnly: false,
    ...options,
  });
  const streams = new StreamsApi(caller, instanceDialect);
  const executions = new ExecutionsApi(caller, instanceDialect);
  return { calls, clock, caller, streams, executions };
}

function answerOf(scripted: number | readonly [status: number, body: unknown]): HttpAnswer {
  const [status, body] = typeof scripted === 'number' ? [scripted, undefined] : scripted;
  const isPage = typeof body === 'string';
  const headers = { 'content-type': isPage ? 'text/html' : 'application/json' };
  const json = body === undefined ? '' : JSON.stringify(body);
  return { status, headers, text: isPage ? body : json };
}
