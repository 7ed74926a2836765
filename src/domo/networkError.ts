import { text, type Text } from '../base/text';
import { DomoError, isDomoError, type DomoErrorKind } from './errors';

const kindByCode: Readonly<Record<string, DomoErrorKind>> = {
  ENOTFOUND: 'hostNotFound',
  EAI_AGAIN: 'hostNotFound',
  ECONNREFUSED: 'connectionRefused',
  EHOSTUNREACH: 'connectionRefused',
  ENETUNREACH: 'connectionRefused',
  ECONNRESET: 'connectionLost',
  EPIPE: 'connectionLost',
  UND_ERR_SOCKET: 'connectionLost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connectionLost',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

/** The codes that Node's TLS gives for a certificate that it does not trust. */
const certificateCode =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;

/** Names a failure that came from the network and not from Domo. A `DomoError` is passed through. */
export function networkError(error: unknown, origin: string, call: string): unknown {
  if (isDomoError(error)) return error;
  const code = codeOf(error);
  const kind = certificateCode.test(code) ? 'certificate' : kindByCode[code];
  if (kind) return new DomoError(kind, messageOf(kind, origin, code), { call, cause: error });
  if (code.startsWith('UND_ERR') || code.startsWith('HPE_') || code.startsWith('ERR_SSL'))
    return new DomoError(
      'unexpectedAnswer',
      text('{0} did not answer as a web server does: {1}.', hostOf(origin), textOf(error)),
      { call, cause: error },
    );
  return error;
}

/** For a server that takes longer than it may. */
export function timeoutError(origin: string, call: string): DomoError {
  return new DomoError('timeout', messageOf('timeout', origin, ''), { call });
}

function messageOf(kind: DomoErrorKind, origin: string, code: string): Text {
  const host = hostOf(origin);
  switch (kind) {
    case 'hostNotFound':
      return text('No host named {0} was found. Check the address and your network.', host);
    case 'connectionRefused':
      return text(
        '{0} can’t be reached ({1}). Check the address, your network and proxy.',
        host,
        code,
      );
    case 'certificate':
      return text(
        'The certificate of {0} is not trusted ({1}). Add its authority to the system, or check the proxy.',
        host,
        code,
      );
    case 'timeout':
      return text(
        '{0} did not answer in time. Try again, or raise domoStreams.request.timeoutSeconds.',
        host,
      );
    default:
      return text('The connection to {0} broke off. Try again.', host);
  }
}

/** The first code on the chain of causes; several addresses tried give an `AggregateError`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hostOf(origin: string): string {
  return new URL(origin).host;
}
