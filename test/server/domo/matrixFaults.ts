import type { DomoErrorKind } from '../../../src/domo/http/errors';
import type { FaultRule } from '../../../src/sandbox/faultRules';

export interface MatrixFault {
  /** How the sandbox plays it; a text names an origin that has no server at all. */
  readonly rule: Omit<FaultRule, 'path'> | string;
  readonly kind: DomoErrorKind;
  /** What a person reads; `HOST` stands for the server's host, and the call follows. */
  readonly says: string;
  /** Whether a read is tried again. */
  readonly isRetried?: boolean;
  /** Milliseconds that a read waits before it is tried again, where the server asked for that. */
  readonly waits?: number;
  /** The client gives up by its time-out. */
  readonly isTimeout?: boolean;
  /** Only where the call sends a body. */
  readonly onBody?: boolean;
  /** Without a body there is nothing wrong with it, where a call needs none. */
  readonly isEmpty?: boolean;
  /** Only the body is wrong: a change that is answered so is made. */
  readonly isOfBody?: boolean;
}

const json = { 'content-type': 'application/json' };
const toe = 'T-1';

const refused = (status: number): FaultRule['body'] => ({ status, message: 'Not so', toe });
const answers = (status: number): Omit<FaultRule, 'path'> => ({ status, body: refused(status) });
const page = (title: string, status = 200): Omit<FaultRule, 'path'> => ({
  status,
  body: `<!doctype html><html><title>${title}</title><body>…</body></html>`,
});

const lost = 'The connection to HOST broke off. Try again.';
const late = 'HOST did not answer in time. Try again, or raise domoStreams.request.timeoutSeconds.';
const noJson =
  'Unexpected response: it isn’t JSON. Check that the address is that of a Domo instance.';
const blocked =
  'Domo blocks this network: your address is not on the instance’s allow-list. Ask the administrator of your Domo to add it.';

const refusals: Record<string, MatrixFault> = {
  'answers 400': { rule: answers(400), kind: 'badRequest', says: 'Not so.' },
  'answers 401': {
    rule: answers(401),
    kind: 'unauthorized',
    says: 'Domo refused the token: give the connection a valid one. Not so.',
  },
  'answers 403': {
    rule: answers(403),
    kind: 'forbidden',
    says: 'This token may not do that: give the connection one that may. Not so.',
  },
  'answers 404': { rule: answers(404), kind: 'notFound', says: 'Not so.' },
  'answers 405': { rule: answers(405), kind: 'methodNotAllowed', says: 'Not so.' },
  'answers 409': { rule: answers(409), kind: 'conflict', says: 'Not so.' },
  'answers 429': {
    rule: answers(429),
    kind: 'rateLimited',
    says: 'Domo asks to slow down: try again in a minute. Not so.',
    isRetried: true,
  },
  'answers 429 and when to come again': {
    rule: { ...answers(429), headers: { ...json, 'retry-after': '7' } },
    kind: 'rateLimited',
    says: 'Domo asks to slow down: try again in a minute. Not so.',
    isRetried: true,
    waits: 7000,
  },
  'answers 429 and to come again in an hour': {
    rule: { ...answers(429), headers: { ...json, 'retry-after': '3600' } },
    kind: 'rateLimited',
    says: 'Domo asks to slow down: try again in a minute. Not so.',
  },
};

for (const status of [500, 502, 503, 504])
  refusals[`answers ${status}`] = {
    rule: answers(status),
    kind: 'serverError',
    says: 'Domo failed: try again later. Not so.',
    isRetried: true,
  };

const pages: Record<string, MatrixFault> = {
  'shows its log-in page': {
    rule: page('Domo - Login'),
    kind: 'loginPage',
    says: 'Domo answered with its log-in page: the token was not taken, or the address is not that of an instance.',
  },
  'shows its maintenance page': {
    rule: page('Domo Maintenance', 503),
    kind: 'maintenancePage',
    says: 'Domo shows its maintenance page. Try again later.',
    isRetried: true,
  },
  'shows its allow-list page with 303': {
    rule: { ...page('See other', 303), headers: { location: 'https://blocked.example.com/' } },
    kind: 'blockedPage',
    says: blocked,
  },
  'shows its allow-list page': { rule: page('Blocked'), kind: 'blockedPage', says: blocked },
};

const answersGoneWrong: Record<string, MatrixFault> = {
  'gives malformed JSON': {
    rule: { status: 200, headers: json, body: '{"id":' },
    kind: 'unexpectedAnswer',
    says: noJson,
    isOfBody: true,
  },
  'gives text': {
    rule: { status: 200, body: 'OK' },
    kind: 'unexpectedAnswer',
    says: noJson,
    isOfBody: true,
  },
  'gives another type of content': {
    rule: { status: 200, headers: { 'content-type': 'application/xml' }, body: '<ok/>' },
    kind: 'unexpectedAnswer',
    says: noJson,
    isOfBody: true,
  },
  'gives nothing': {
    rule: { status: 200, headers: json, body: '' },
    kind: 'unexpectedAnswer',
    says: '',
    isEmpty: true,
  },
};

const network: Record<string, MatrixFault> = {
  'has a name that is not known': {
    rule: 'http://no..host',
    kind: 'hostNotFound',
    says: 'No host named no..host was found. Check the address and your network.',
    isRetried: true,
  },
  'is not running': {
    rule: 'http://127.0.0.1:1',
    kind: 'connectionRefused',
    says: '127.0.0.1:1 can’t be reached (ECONNREFUSED). Check the address, your network and proxy.',
    isRetried: true,
  },
  'breaks the connection': {
    rule: { reset: 'early' },
    kind: 'connectionLost',
    says: lost,
    isRetried: true,
  },
  'breaks the connection while it is sent the body': {
    rule: { reset: 'body' },
    kind: 'connectionLost',
    says: lost,
    onBody: true,
  },
  'breaks the connection in the middle of its answer': {
    rule: { reset: 'answer' },
    kind: 'connectionLost',
    says: lost,
    isRetried: true,
  },
  'cuts its answer short': {
    rule: { reset: 'close' },
    kind: 'connectionLost',
    says: lost,
    isRetried: true,
  },
  'never begins to answer': {
    rule: { hang: 'headers' },
    kind: 'timeout',
    says: late,
    isRetried: true,
    isTimeout: true,
  },
  'stops in the middle of its answer': {
    rule: { hang: 'body' },
    kind: 'timeout',
    says: late,
    isRetried: true,
    isTimeout: true,
  },
  'answers drop by drop': {
    rule: { status: 200, headers: json, body: ' '.repeat(2000), dripMs: 3 },
    kind: 'timeout',
    says: late,
    isRetried: true,
    isTimeout: true,
  },
};

/** Every fault that a server, or the way to it, can have. */
export const matrixFaults: Readonly<Record<string, MatrixFault>> = {
  ...refusals,
  ...pages,
  ...answersGoneWrong,
  ...network,
};
