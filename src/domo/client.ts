import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import type { Text } from '../base/text';
import { Caller, type CallOptions } from './http/caller';
import { withCredential } from './http/credential';
import { createDispatcher } from './http/dispatcher';
import { capabilitiesOf, type Capability } from './api/dialect';
import { ExecutionsApi, type ExecutionUploadIds } from './api/executions';
import {
  activeExecutions,
  readHistory,
  type ActiveExecutions,
  type ActiveOptions,
} from './flows/executionHistory';
import type { ExecutionRow, Stream } from './api/model';
import { accessOf, type Access, type SignIn } from './kinds';
import type { Page } from './flows/page';
import { newestExecutions, olderExecutions, type ExecutionPage } from './flows/newestExecutions';
import type { ProxySettings } from './http/proxy';
import { changingMask } from './http/secrets';
import { probe, readStreamPage, readWholeStreams, type StreamPage } from './flows/streamPages';
import { StreamsApi, type PageRequest } from './api/streams';
import { createTransport, type Transport } from './http/transport';
import {
  finalizeExecution,
  StreamUploadTarget,
  type FinalizeOptions,
  type UploadTargetOptions,
} from './flows/uploadTarget';

export interface DomoClientOptions extends Access {
  /** Origin of the server, such as `https://acme.domo.com`. */
  readonly origin: string;
  readonly readOnly: boolean;
  /** What is said of a refused call: why, and what to do. */
  readonly refusal?: Text;
  readonly timeoutSeconds: number;
  /** Most connections at once. */
  readonly connections: number;
  readonly proxy: ProxySettings;
  readonly clock: Clock;
  readonly log: Log;
}

/** One connection to one instance: the plain calls, and what takes several of them. */
export interface DomoClient {
  /** What connections of this kind can do. Every other call is refused with `notSupported`. */
  readonly capabilities: ReadonlySet<Capability>;
  readonly streams: StreamsApi;
  readonly executions: ExecutionsApi;
  /** One cheap read, which shows that the address and the credential are good. */
  probe(options?: CallOptions): Promise<void>;
  readStreamPage(page: PageRequest, options?: CallOptions): Promise<StreamPage>;
  readWholeStreams(
    streamIds: readonly number[],
    onStreams: (found: readonly Stream[]) => void,
    options?: CallOptions,
  ): Promise<void>;
  newestExecutions(streamId: number, count: number, options?: CallOptions): Promise<ExecutionPage>;
  olderExecutions(
    streamId: number,
    olderCount: number,
    count: number,
    options?: CallOptions,
  ): Promise<ExecutionPage>;
  readHistory(streamId: number, count: number, options?: CallOptions): Promise<Page<ExecutionRow>>;
  activeExecutions(streamId: number, options?: ActiveOptions): Promise<ActiveExecutions>;
  finalize(
    streamId: number,
    execution: ExecutionUploadIds,
    end: FinalizeOptions,
    options?: CallOptions,
  ): Promise<void>;
  uploadTarget(options: UploadTargetOptions): StreamUploadTarget;
  /** Ends all connections; calls under way fail. */
  close(): Promise<void>;
}

/** Repeats of a read that fails in passing. */
const readRetries = 2;

/** A client for a connection of any kind. */
export function openDomoClient(
  signIn: SignIn,
  options: Omit<DomoClientOptions, keyof Access>,
): DomoClient {
  return createDomoClient({ ...options, ...accessOf(signIn) });
}

export function createDomoClient(options: DomoClientOptions): DomoClient {
  const timeoutMilliseconds = options.timeoutSeconds * 1000;
  const dispatcher = createDispatcher({ ...options, timeoutMilliseconds });
  const send = createTransport({ ...options, dispatcher, timeoutMilliseconds });
  const caller = callerOf(options, send);
  const { dialect } = options;
  const streams = new StreamsApi(caller, dialect);
  const executions = new ExecutionsApi(caller, dialect);
  const api = { streams, executions };
  return {
    ...api,
    capabilities: capabilitiesOf(dialect),
    probe: (callOptions) => probe(streams, callOptions),
    readStreamPage: (page, callOptions) => readStreamPage(streams, page, callOptions),
    readWholeStreams: (ids, onStreams, callOptions) =>
      readWholeStreams(streams, ids, onStreams, callOptions),
    newestExecutions: (id, count, callOptions) => newestExecutions(api, id, count, callOptions),
    olderExecutions: (id, olderCount, count, callOptions) =>
      olderExecutions(executions, id, olderCount, count, callOptions),
    readHistory: (id, count, callOptions) => readHistory(api, id, count, callOptions),
    activeExecutions: (id, callOptions) => activeExecutions(api, id, callOptions),
    finalize: (id, execution, end, callOptions) =>
      finalizeExecution(executions, id, execution, end, callOptions),
    uploadTarget: (targetOptions) => new StreamUploadTarget(api, targetOptions),
    close: () => dispatcher.destroy(),
  };
}

function callerOf(options: DomoClientOptions, send: Transport): Caller {
  const { credential, dialect } = options;
  return new Caller({
    ...options,
    transport: withCredential(send, credential),
    basePath: dialect.basePath,
    readRetries,
    mask: changingMask(() => credential.secrets),
  });
}
