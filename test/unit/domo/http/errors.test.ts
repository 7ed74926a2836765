import assert from 'node:assert/strict';
import { text } from '../../../../src/base/text';
import { inspect } from 'node:util';
import {
  DomoError,
  isDomoError,
  isTransient,
  mayHaveTakenEffect,
  type DomoErrorKind,
} from '../../../../src/domo/http/errors';
import { networkError } from '../../../../src/domo/http/networkError';
import { isMissingEndpoint } from '../../../../src/domo/api/streams';

describe('errors of calls', () => {
  const judged: Record<DomoErrorKind, [transient: boolean, mayHaveTakenEffect: boolean]> = {
    unauthorized: [false, false],
    forbidden: [false, false],
    notFound: [false, false],
    methodNotAllowed: [false, false],
    conflict: [false, false],
    rateLimited: [true, false],
    badRequest: [false, false],
    serverError: [true, true],
    timeout: [true, true],
    hostNotFound: [true, false],
    connectionRefused: [true, false],
    connectionLost: [true, true],
    proxy: [false, false],
    certificate: [false, false],
    loginPage: [false, true],
    maintenancePage: [true, true],
    blockedPage: [false, true],
    redirected: [false, false],
    unexpectedAnswer: [false, true],
    invalidAddress: [false, false],
    readOnly: [false, false],
    notSupported: [false, false],
  };
  for (const [kind, expected] of Object.entries(judged))
    it(`judges ${kind}: transient ${expected[0]}, may have taken effect ${expected[1]}`, () => {
      const error = new DomoError(kind as DomoErrorKind, text('No.'));
      assert.deepEqual([isTransient(error), mayHaveTakenEffect(error)], expected);
    });

  it('does not repeat a call that the server does not know', () => {
    assert.ok(!isTransient(new DomoError('serverError', text('No.'), { status: 501 })));
  });

  it('knows nothing of an error that has no name: it may have come at any time', () => {
    assert.deepEqual(
      [isTransient(new Error('?')), mayHaveTakenEffect(new Error('?'))],
      [false, true],
    );
  });

  it('tells its own errors by shape, as each bundle has a class of its own', () => {
    const foreign = Object.assign(new Error('x'), { name: 'DomoError', kind: 'timeout' });
    assert.ok(isDomoError(foreign));
    assert.ok(isTransient(foreign));
    assert.ok(!isDomoError(Object.assign(new Error('x'), { kind: 'timeout' })));
    assert.ok(!isDomoError({ name: 'DomoError', kind: 'timeout' }));
  });

  it('takes 404, 405, and 501 for a missing endpoint, and 400 only if its path has a name in place of an ID', () => {
    const statuses = [400, 401, 403, 404, 405, 409, 429, 500, 501, 503];
    const kinds: Record<number, DomoErrorKind> = { 400: 'badRequest', 404: 'notFound' };
    const missing = (isNamed: boolean): number[] =>
      statuses.filter((status) => {
        const kind = kinds[status] ?? (status === 405 ? 'methodNotAllowed' : 'serverError');
        return isMissingEndpoint(new DomoError(kind, text('No.'), { status }), isNamed);
      });
    assert.deepEqual(missing(false), [404, 405, 501]);
    assert.deepEqual(missing(true), [400, 404, 405, 501]);
    assert.ok(!isMissingEndpoint(new DomoError('blockedPage', text('No.'), { status: 404 })));
    assert.ok(!isMissingEndpoint(new Error('404')));
  });
});

describe('networkError', () => {
  const withCode = (code: string): Error => Object.assign(new Error(`text of ${code}`), { code });
  const kinds: Record<string, DomoErrorKind> = {
    ENOTFOUND: 'hostNotFound',
    EAI_AGAIN: 'hostNotFound',
    ECONNREFUSED: 'connectionRefused',
    ENETDOWN: 'connectionRefused',
    EADDRNOTAVAIL: 'connectionRefused',
    ECONNABORTED: 'connectionLost',
    ECONNRESET: 'connectionLost',
    EPIPE: 'connectionLost',
    UND_ERR_SOCKET: 'connectionLost',
    ETIMEDOUT: 'timeout',
    UND_ERR_CONNECT_TIMEOUT: 'timeout',
    UND_ERR_HEADERS_TIMEOUT: 'timeout',
    UND_ERR_BODY_TIMEOUT: 'timeout',
    SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
    CERT_HAS_EXPIRED: 'certificate',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
    ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
    ERR_SSL_WRONG_VERSION_NUMBER: 'unexpectedAnswer',
    HPE_INVALID_CONSTANT: 'unexpectedAnswer',
    UND_ERR_RESPONSE: 'unexpectedAnswer',
  };
  for (const [code, kind] of Object.entries(kinds))
    it(`names ${code} ${kind}, also as a cause and among several`, () => {
      const errors = [
        withCode(code),
        new Error('fetch failed', { cause: withCode(code) }),
        new AggregateError([withCode(code)]),
      ];
      for (const error of errors) {
        const named = networkError(error, 'https://acme.domo.com', 'GET /x');
        assert.ok(isDomoError(named));
        assert.equal(named.kind, kind);
        assert.match(named.message, /acme\.domo\.com.*\(GET \/x\)$/);
      }
    });

  it('knows that a call may have arrived where its connection was there already', () => {
    for (const [syscall, isLost] of [
      ['connect', false],
      ['read', true],
      ['write', true],
    ] as const) {
      const failure = Object.assign(withCode('EHOSTUNREACH'), { syscall });
      const error = networkError(failure, 'https://acme.domo.com', 'PUT /x');
      assert.deepEqual([isTransient(error), mayHaveTakenEffect(error)], [true, isLost]);
    }
  });

  it('passes on what it does not know, and what is named already', () => {
    const named = new DomoError('timeout', text('No.'), { call: 'GET /y' });
    for (const error of [named, new TypeError('bug'), withCode('ENOENT')])
      assert.equal(networkError(error, 'https://acme.domo.com', 'GET /x'), error);
  });

  it('names the call of what failed on the way to it', () => {
    const cause = withCode('ECONNREFUSED');
    const below = new DomoError('proxy', text('The proxy is down.'), { cause });
    const error = networkError(below, 'https://acme.domo.com', 'GET /x');
    assert.ok(isDomoError(error));
    assert.deepEqual(
      [error.kind, error.message, error.cause],
      ['proxy', 'The proxy is down. (GET /x)', cause],
    );
  });

  it('keeps nothing of what a server sent that is no web server', () => {
    const echo = Object.assign(withCode('HPE_INVALID_CONSTANT'), { data: 'the-token' });
    const error = networkError(echo, 'https://acme.domo.com', 'GET /x');
    assert.doesNotMatch(inspect(error, { depth: 9 }), /the-token/);
  });
});
