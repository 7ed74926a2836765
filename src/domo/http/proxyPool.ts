import { errors, Pool, type Dispatcher } from 'undici';
import { joinedTexts, text, type Text } from '../../base/text';
import { DomoError, type DomoErrorKind } from './errors';
import { describeNetworkFailure } from './networkError';
import type { Proxy } from './proxy';

/**
 * The connections to a proxy, which say of a failure that it is the proxy's. Where a proxy hangs up on a
 * CONNECT, undici takes that for a mishap of the moment and tries again at once, without end; here it is a
 * failure.
 */
export class ProxyPool extends Pool {
  constructor(
    origin: URL,
    options: Pool.Options,
    private readonly proxy: Proxy,
  ) {
    super(origin, options);
  }

  override connect(options: ConnectOptions): Promise<Dispatcher.ConnectData>;
  override connect(
    options: ConnectOptions,
    callback: (error: Error | null, data: Dispatcher.ConnectData) => void,
  ): void;
  override async connect(options: ConnectOptions): Promise<Dispatcher.ConnectData> {
    const data = await super.connect(options).catch((error: unknown) => {
      throw connectionFailure(error, this.proxy);
    });
    if (data.statusCode === 200) return data;
    data.socket.on('error', () => undefined).destroy();
    throw refusal(data.statusCode, options.path, this.proxy);
  }
}

type ConnectOptions = Parameters<Pool['connect']>[0];

/** The proxy could not be reached, or is none. */
function connectionFailure(error: unknown, { url, source }: Proxy): unknown {
  const failure =
    error instanceof errors.SocketError
      ? { kind: 'connectionRefused' as const, code: hungUp }
      : describeNetworkFailure(error);
  const said = failure && whatHappened(failure.kind, failure.code, url.host);
  if (!failure || !said) return error;
  const advice = text('Check {0} and your network.', source);
  return new DomoError(failure.kind, joinedTexts([said, advice], ' '), { cause: error });
}

/** Stands for a code where the connection was made, and ended before an answer. */
const hungUp = '';

function whatHappened(kind: DomoErrorKind, code: string, proxy: string): Text | undefined {
  if (kind === 'connectionLost' || code === hungUp) return text('The proxy {0} hung up.', proxy);
  switch (kind) {
    case 'hostNotFound':
      return text('The proxy {0} was not found.', proxy);
    case 'connectionRefused':
      return text('The proxy {0} can’t be reached ({1}).', proxy, code);
    case 'timeout':
      return text('The proxy {0} did not answer in time.', proxy);
    case 'certificate':
      return text('The certificate of the proxy {0} is not trusted ({1}).', proxy, code);
    default:
      return undefined;
  }
}

/** The proxy answered, and does not let the call through. `host` is what was asked for, with its port. */
function refusal(status: number, host: string, proxy: Proxy): DomoError {
  const name = proxy.url.host;
  // Some, tinyproxy among them, answer a wrong password with 401.
  if (status === 407 || status === 401)
    return new DomoError('proxy', loginRefusal(status, name, proxy));
  if (status >= 500)
    return new DomoError(
      'connectionRefused',
      text(
        'The proxy {0} could not reach {1} ({2}). Check the address, or try again later.',
        name,
        host,
        status,
      ),
    );
  return new DomoError(
    'proxy',
    text(
      'The proxy {0} does not let calls through to {1} ({2}). Ask whoever runs it, or add the host to http.noProxy where it can be reached directly.',
      name,
      host,
      status,
    ),
  );
}

function loginRefusal(status: number, name: string, { source, authorization }: Proxy): Text {
  return authorization === undefined
    ? text(
        'The proxy {0} wants a user name and password ({1}). Put them into {2}, as in http://name:password@{0}.',
        name,
        status,
        source,
      )
    : text(
        'The proxy {0} refused the user name or password ({1}). Correct them in {2}.',
        name,
        status,
        source,
      );
}
