import { Agent, EnvHttpProxyAgent, errors, Pool, type Dispatcher } from 'undici';
import { text } from '../base/text';
import { DomoError } from './errors';

/** How to reach the network, from the editor's settings and the environment. */
export interface ProxySettings {
  /** `http.proxy`: wins over the environment; undefined or empty leaves the environment to decide. */
  readonly url?: string | undefined;
  /** `http.noProxy`: hosts that are reached directly. */
  readonly noProxy?: readonly string[];
  /** `http.proxySupport` off: always direct. */
  readonly off?: boolean;
  /** `http.proxyStrictSSL`: whether certificates are checked. */
  readonly strictSsl: boolean;
}

export interface DispatcherOptions {
  readonly proxy: ProxySettings;
  readonly connections: number;
  readonly timeoutMilliseconds: number;
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** A dispatcher with keep-alive connections of its own, through the proxy where one is set. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { proxy, connections, timeoutMilliseconds } = options;
  const tls = { rejectUnauthorized: proxy.strictSsl };
  const agentOptions = {
    connections,
    connect: { ...tls, timeout: timeoutMilliseconds },
    keepAliveTimeout: 30_000,
  };
  if (proxy.off) return new Agent(agentOptions);
  return new EnvHttpProxyAgent({
    ...agentOptions,
    requestTls: tls,
    proxyTls: tls,
    clientFactory: (origin, given) =>
      new ProxyPool(origin, { ...given, headersTimeout: timeoutMilliseconds }),
    noProxy: direct(proxy.noProxy?.length ? proxy.noProxy.join(',') : environmentNoProxy()),
    ...(proxy.url && { httpProxy: proxy.url, httpsProxy: proxy.url }),
  });
}

/** The hosts that are reached without a proxy, as undici takes them: `*` only where it stands alone. */
function direct(listed: string): string {
  if (listed.split(/[\s,]+/).includes('*')) return '*';
  // Loopback is this machine: no proxy could reach it.
  return [listed, ...loopbackHosts].filter(Boolean).join(',');
}

function environmentNoProxy(): string {
  return process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '';
}

/**
 * The connections to a proxy. Where a proxy hangs up on a CONNECT, undici takes that for a mishap of the
 * moment and tries again at once, without end; here it is a failure.
 */
class ProxyPool extends Pool {
  override connect(options: ConnectOptions): Promise<Dispatcher.ConnectData>;
  override connect(
    options: ConnectOptions,
    callback: (error: Error | null, data: Dispatcher.ConnectData) => void,
  ): void;
  override connect(options: ConnectOptions): Promise<Dispatcher.ConnectData> {
    return super.connect(options).catch((error: unknown) => {
      if (!(error instanceof errors.SocketError)) throw error;
      throw new DomoError(
        'connectionRefused',
        text('The proxy hung up. Check http.proxy and your network.'),
        { cause: error },
      );
    });
  }
}

type ConnectOptions = Parameters<Pool['connect']>[0];
