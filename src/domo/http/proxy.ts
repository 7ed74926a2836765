import { text } from '../../base/text';
import { isLoopback } from '../instanceUrl';
import { DomoError } from './errors';

/** How to reach the network, from the editor's settings. The environment's proxy variables add to it. */
export interface ProxySettings {
  /** `http.proxy`: wins over the environment; undefined or empty leaves the environment to decide. */
  readonly url?: string | undefined;
  /** `http.proxyAuthorization`: sent to the proxy as it is, in place of a name and password in its address. */
  readonly authorization?: string | undefined;
  /** `http.noProxy`: hosts that are reached directly. */
  readonly noProxy?: readonly string[];
  /** `http.proxySupport` off: always direct. */
  readonly off?: boolean;
  /** `http.proxyStrictSSL`: whether the certificate of the proxy is checked. That of Domo always is. */
  readonly strictSsl: boolean;
  /** `http.systemCertificates`: whether the authorities that the system trusts are trusted. */
  readonly systemCertificates?: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Proxy {
  readonly url: URL;
  /** The setting or variable that names it, for messages. */
  readonly source: string;
  /** The value of `Proxy-Authorization`. */
  readonly authorization: string | undefined;
}

/**
 * The proxy for the calls to an origin; undefined where they go directly, as those to this machine do: no
 * proxy could reach it.
 * @throws DomoError `proxy` where its address can't be used
 */
export function proxyFor(
  origin: string,
  settings: ProxySettings,
  environment: Environment,
): Proxy | undefined {
  const { hostname, port, protocol } = new URL(origin);
  if (settings.off || isLoopback(hostname)) return undefined;
  const direct = [settings.noProxy?.join(','), valueOf(environment, 'no_proxy')].join(',');
  const named = settings.url?.trim()
    ? { source: 'http.proxy', address: settings.url.trim() }
    : fromEnvironment(protocol, environment);
  const isDirect = direct
    .split(/[\s,]+/)
    .some((entry) => covers(entry.toLowerCase(), hostname, port || '443'));
  if (!named || isDirect) return undefined;
  const url = proxyUrl(named.address, named.source);
  return { url, source: named.source, authorization: authorizationFor(url, settings) };
}

/** As other programs read them: the variable of the scheme, else the one for all; for https also that of http. */
function fromEnvironment(
  protocol: string,
  environment: Environment,
): { source: string; address: string } | undefined {
  const names = protocol === 'https:' ? ['https_proxy', 'http_proxy'] : ['http_proxy'];
  for (const name of [...names, 'all_proxy'])
    for (const source of [name, name.toUpperCase()]) {
      const address = environment[source]?.trim();
      if (address) return { source, address };
    }
  return undefined;
}

function valueOf(environment: Environment, name: string): string {
  return environment[name] ?? environment[name.toUpperCase()] ?? '';
}

/** `*` covers all; `domo.com`, `.domo.com` and `*.domo.com` cover the domain and all below it; a port may follow. */
function covers(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  const domain = name.replace(/^\*?\.?/, '');
  if (!domain || (entryPort !== undefined && entryPort !== port)) return false;
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function proxyUrl(address: string, source: string): URL {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  // The address itself stays out of the message, as there may be a password in it.
  if (!url?.hostname || !['http:', 'https:'].includes(url.protocol))
    throw new DomoError(
      'proxy',
      text(
        'The address of the proxy can’t be used. Give {0} one of http or https, such as http://proxy.example.com:8080.',
        source,
      ),
    );
  return url;
}

function authorizationFor(url: URL, { authorization }: ProxySettings): string | undefined {
  if (authorization) return authorization;
  if (!url.username) return undefined;
  const pair = [url.username, url.password].map(decoded).join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** A password with a bare percent sign is no encoded one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
