import { createSecureContext, type SecureContext } from 'node:tls';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import { proxyFor, type ProxySettings } from './proxy';
import { ProxyPool } from './proxyPool';
import { trustedAuthorities } from './trust';

export interface DispatcherOptions {
  /** The only origin that is called. */
  readonly origin: string;
  readonly proxy: ProxySettings;
  readonly connections: number;
  readonly timeoutMilliseconds: number;
}

/**
 * A dispatcher with keep-alive connections of its own, through the proxy where one is set.
 * @throws DomoError `proxy` where the proxy's address can't be used
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { origin, connections, timeoutMilliseconds } = options;
  const connect = { ...tlsOptions(options), timeout: timeoutMilliseconds };
  const agentOptions = { connections, connect, keepAliveTimeout: 30_000 };
  const proxy = proxyFor(origin, options.proxy, process.env);
  if (!proxy) return new Agent(agentOptions);
  return new ProxyAgent({
    ...agentOptions,
    uri: proxy.url.href,
    ...(proxy.authorization !== undefined && { token: proxy.authorization }),
    requestTls: connect,
    proxyTls: connect,
    clientFactory: (url, given) =>
      new ProxyPool(url, { ...given, headersTimeout: timeoutMilliseconds }, proxy),
  });
}

/** Made once for all connections, as it takes hundreds of certificates. */
function tlsOptions({ origin, proxy }: DispatcherOptions): {
  rejectUnauthorized: boolean;
  secureContext?: SecureContext;
} {
  const rejectUnauthorized = proxy.strictSsl;
  const isNeeded = origin.startsWith('https:') && rejectUnauthorized;
  const ca =
    isNeeded && proxy.systemCertificates !== false ? trustedAuthorities(process.env) : undefined;
  return { rejectUnauthorized, ...(ca && { secureContext: createSecureContext({ ca }) }) };
}
