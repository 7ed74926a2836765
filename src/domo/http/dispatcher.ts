import { createSecureContext, type SecureContext } from 'node:tls';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import { proxyFor, type ProxySettings } from './proxy';
import { ProxyPool } from './proxyPool';
import { trustedAuthorities } from './certificates';

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
  const timeout = { timeout: timeoutMilliseconds };
  const proxy = proxyFor(origin, options.proxy, process.env);
  const isSecure = origin.startsWith('https:') || proxy?.url.protocol === 'https:';
  const connect = {
    rejectUnauthorized: true,
    ...(isSecure && trust(options.proxy)),
    ...timeout,
  };
  const agentOptions = { connections, connect, keepAliveTimeout: 30_000 };
  if (!proxy) return new Agent(agentOptions);
  return new ProxyAgent({
    ...agentOptions,
    uri: withoutLogin(proxy.url),
    ...(proxy.authorization !== undefined && { token: proxy.authorization }),
    requestTls: connect,
    // The setting is about the proxy: the certificate of Domo is always checked.
    proxyTls: options.proxy.strictSsl ? connect : { rejectUnauthorized: false, ...timeout },
    clientFactory: (url, given) =>
      new ProxyPool(url, { ...given, headersTimeout: timeoutMilliseconds }, proxy),
  });
}

/** The name and password travel as a header; as a part of the address they could be shown. */
function withoutLogin(url: URL): string {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain.href;
}

/** Made once for all connections, as it takes hundreds of certificates. */
function trust({ systemCertificates }: ProxySettings): { secureContext?: SecureContext } {
  const ca = systemCertificates === false ? undefined : trustedAuthorities(process.env);
  return ca ? { secureContext: createSecureContext({ ca }) } : {};
}
