import { text, type Text } from '../../base/text';
import { DomoError, isDomoError, type DomoErrorKind } from './errors';

const kindByCode: Readonly<Record<string, DomoErrorKind>> = {
  ENOTFOUND: 'hostNotFound',
  EAI_AGAIN: 'hostNotFound',
  ECONNREFUSED: 'connectionRefused',
  EHOSTUNREACH: 'connectionRefused',
  ENETUNREACH: 'connectionRefused',
  // Of a computer that has just lost its network, or changes it.
  ENETDOWN: 'connectionRefused',
  EHOSTDOWN: 'connectionRefused',
  EADDRNOTAVAIL: 'connectionRefused',
  ENETRESET: 'connectionLost',
  ECONNABORTED: 'connectionLost',
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

/** Names a failure that came from the network and not from Domo. A `DomoError` is told of the call. */
export function networkError(error: unknown, origin: string, call: string): unknown {
  if (isDomoError(error)) return withCall(error, call);
  const failure = describeNetworkFailure(error);
  const cause = safeCause(error);
  if (failure) {
    const { kind, code } = failure;
    return new DomoError(kind, messageOf(kind, origin, code), { call, cause });
  }
  const code = codeOf(error);
  // The parser's error has a code or none.
  if (/^(UND_ERR|HPE_|ERR_SSL)/.test(code) || errorName(error) === 'HTTPParserError')
    return new DomoError(
      'unexpectedAnswer',
      text('{0} did not answer as a web server does: {1}.', hostOf(origin), textOf(error)),
      { call, cause },
    );
  return error;
}

/** What kind of failure of the network this is, and its code; undefined where it is none. */
export function describeNetworkFailure(
  error: unknown,
): { readonly kind: DomoErrorKind; readonly code: string } | undefined {
  const code = codeOf(error);
  const kind = certificateCode.test(code) ? 'certificate' : kindByCode[code];
  if (kind === 'connectionRefused' && wasConnected(error)) return { kind: 'connectionLost', code };
  return kind && { kind, code };
}

/** Whether a connection was there: what was sent over it may well have arrived. */
function wasConnected(error: unknown): boolean {
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  return syscall === 'read' || syscall === 'write';
}

/** For a server that takes longer than it may. */
export function timeoutError(origin: string, call: string): DomoError {
  return new DomoError('timeout', messageOf('timeout', origin, ''), { call });
}

/** What fails below the calls, such as the way through a proxy, knows nothing of them. */
function withCall(error: DomoError, call: string): DomoError {
  if (error.call !== undefined) return error;
  return new DomoError(error.kind, error.text, { call, cause: error.cause });
}

/** The parser's error holds what the server sent, and that may be the request come back, with the token. */
function safeCause(error: unknown): unknown {
  return error instanceof Error && 'data' in error ? new Error(error.message) : error;
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
      return certificateMessage(host, code);
    case 'timeout':
      return text(
        '{0} did not answer in time. Try again, or raise domoStreams.request.timeoutSeconds.',
        host,
      );
    default:
      return text('The connection to {0} broke off. Try again.', host);
  }
}

function certificateMessage(host: string, code: string): Text {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return text(
        'The certificate of {0} has expired. Check this computer’s clock; else its owner must renew it.',
        host,
      );
    case 'CERT_NOT_YET_VALID':
      return text('The certificate of {0} is not valid yet. Check this computer’s clock.', host);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return text('The certificate that {0} shows is for another host. Check the address.', host);
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return text(
        '{0} vouches for itself: its certificate has no authority behind it. Where that is right, add it to the system’s certificates.',
        host,
      );
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return text(
        'The certificate of {0} is from an authority that is not known here. Add the authority, which may be your company’s proxy, to the system’s certificates or to NODE_EXTRA_CA_CERTS, and restart VS Code.',
        host,
      );
    default:
      return text('The certificate of {0} is not trusted ({1}).', host, code);
  }
}

/** The first code on the chain of causes; several addresses tried give an `AggregateError`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hostOf(origin: string): string {
  return new URL(origin).host;
}
