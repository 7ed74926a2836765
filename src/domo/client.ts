import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import { Caller } from './caller';
import { createDispatcher, type ProxySettings } from './dispatcher';
import { ExecutionsApi } from './executions';
import { StreamsApi } from './streams';
import { createTransport } from './transport';

export interface DomoClientOptions {
  /** Origin of the instance, such as `https://acme.domo.com`. */
  readonly origin: string;
  readonly token: string;
  readonly readOnly: boolean;
  readonly timeoutSeconds: number;
  /** Most connections at once. */
  readonly connections: number;
  readonly proxy: ProxySettings;
  readonly clock: Clock;
  readonly log: Log;
}

/** One connection to one instance. */
export interface DomoClient {
  readonly streams: StreamsApi;
  readonly executions: ExecutionsApi;
  /** Ends all connections; calls under way fail. */
  close(): Promise<void>;
}

/** Repeats of a read that fails in passing. */
const readRetries = 2;

export function createDomoClient(options: DomoClientOptions): DomoClient {
  const timeoutMilliseconds = options.timeoutSeconds * 1000;
  const dispatcher = createDispatcher({ ...options, timeoutMilliseconds });
  const { origin, token, clock, log } = options;
  const caller = new Caller({
    transport: createTransport({ origin, token, dispatcher, timeoutMilliseconds }),
    readRetries,
    clock,
    log,
    readOnly: options.readOnly,
  });
  return {
    streams: new StreamsApi(caller),
    executions: new ExecutionsApi(caller),
    close: () => dispatcher.destroy(),
  };
}
