import { flattened } from '../../base/plainText';
import { joinedTexts, text, type Text } from '../../base/text';
import { withoutCredentials } from '../instanceUrl';
import { DomoError, type DomoErrorFacts, type DomoErrorKind } from './errors';
import {
  deepestNesting,
  excessOf,
  isJsonObject,
  mostValuesIn,
  type JsonValue,
} from '../../base/json';
import { parseJson } from '../../base/jsonText';
import type { HttpAnswer } from './transport';
import { longestRetryAfterMilliseconds } from '../../base/policies';

const kindByStatus: Readonly<Record<number, DomoErrorKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  409: 'conflict',
  408: 'timeout',
  429: 'rateLimited',
};

/** Where the title of a page is looked for, in UTF-16 units: the start is enough to tell pages apart. */
const pageHead = 64 * 1024;
const longestTitle = 120;
const longestAddress = 200;
/** UTF-16 units; what a refusal says is far shorter. */
const longestRefusal = 1024 * 1024;

/**
 * The JSON value of a successful response; undefined if it has no body.
 * Pages in HTML (log-in, maintenance, allow-list) come even with status 200: as seen in clients of
 * live instances, the content type tells, never the status alone.
 * @throws DomoError for everything that is not a success of the API
 */
export function readAnswer(answer: HttpAnswer, call: string): JsonValue | undefined {
  assertSuccess(answer, call);
  const { status, text: body } = answer;
  if (!body.trim()) return undefined;
  const { value, fault } = parsed(body);
  if (value !== undefined) return value;
  const said = faultText(fault ?? 'invalid', body.length);
  throw new DomoError('unexpectedAnswer', said, { call, status });
}

/**
 * Checks that a change was made; the body of the response doesn't matter, unless it is a page.
 * @throws DomoError for everything that is not a success of the API
 */
export function assertDone(answer: HttpAnswer, call: string): void {
  const isDone = answer.status >= 200 && answer.status < 300;
  if (!isDone || answer.text.trim()) assertSuccess(answer, call);
}

function assertSuccess(answer: HttpAnswer, call: string): void {
  const facts = { call, status: answer.status, ...retryAfter(answer) };
  // Before the look at the page: a redirect mostly has one, which says less than where it leads.
  if (answer.status >= 300 && answer.status < 400) throw redirectError(answer, facts);
  if (looksLikeHtml(answer)) throw pageError(answer, facts);
  if (answer.status >= 400) throw statusError(answer, facts);
}

function faultText(fault: JsonFault, length: number): Text {
  switch (fault) {
    case 'deep':
      return text(
        'Unexpected response: the JSON is nested more than {0} levels deep. Check the address of the connection.',
        deepestNesting,
      );
    case 'large':
      return text(
        'Unexpected response: the JSON has more than {0} values. Lower domoStreams.tree.pageSize, or narrow the search.',
        mostValuesIn(length),
      );
    case 'invalid':
      return text(
        'Unexpected response: it isn’t JSON. Check that the address is that of a Domo instance.',
      );
  }
}

function looksLikeHtml({ headers, text }: HttpAnswer): boolean {
  const type = headerOf(headers, 'content-type') ?? '';
  return type.includes('html') || /^\s*<(!doctype|html)/i.test(text.slice(0, 200));
}

function pageError({ text: page, status }: HttpAnswer, facts: DomoErrorFacts): DomoError {
  const head = page.slice(0, pageHead);
  const title = flattened(/<title[^<>]{0,200}>([^<]{0,500})/i.exec(head)?.[1] ?? '', longestTitle);
  if (/maintenance/i.test(title) || /under maintenance/i.test(head))
    return new DomoError(
      'maintenancePage',
      text('Domo shows its maintenance page. Try again later.'),
      facts,
    );
  if (/blocked|allow.?list|access denied/i.test(title)) return blockedError(facts);
  if (/log.?in|sign.?in/i.test(title) || status < 300)
    return new DomoError(
      'loginPage',
      text(
        'Domo answered with its log-in page: the token was not taken, or the address is not that of an instance.',
      ),
      facts,
    );
  const kind = kindByStatus[status] ?? (status >= 500 ? 'serverError' : 'unexpectedAnswer');
  return new DomoError(
    kind,
    title
      ? text('Domo returned a web page titled “{0}” instead of an API response.', title)
      : text('Domo returned a web page instead of an API response.'),
    facts,
  );
}

function redirectError(answer: HttpAnswer, facts: DomoErrorFacts): DomoError {
  if (answer.status === 303) return blockedError(facts);
  const target = headerOf(answer.headers, 'location');
  return new DomoError(
    'redirected',
    target === undefined
      ? text('Domo redirects to another address. Use the address of the instance.')
      : text('Domo redirects to {0}. Use that address for the connection.', shownAddress(target)),
    facts,
  );
}

/** An address without what may be secret in it: credentials, query and fragment. */
function shownAddress(address: string): string {
  const [place = ''] = address.slice(0, longestRefusal).split(/[?#]/, 1);
  return flattened(withoutCredentials(place), longestAddress);
}

/** As seen by clients of live instances: an address that is not on the allow-list gets a 303. */
function blockedError(facts: DomoErrorFacts): DomoError {
  return new DomoError(
    'blockedPage',
    text(
      'Domo blocks this network: your address is not on the instance’s allow-list. Ask the administrator of your Domo to add it.',
    ),
    facts,
  );
}

function statusError(answer: HttpAnswer, facts: DomoErrorFacts): DomoError {
  const body = answer.text.length > longestRefusal ? undefined : parsed(answer.text).value;
  const said = isJsonObject(body) ? textOf(body['message']) || textOf(body['statusReason']) : '';
  const toe = isJsonObject(body) ? textOf(body['toe']) : '';
  const { status } = answer;
  const kind = kindByStatus[status] ?? (status >= 500 ? 'serverError' : 'badRequest');
  return new DomoError(kind, withAdvice(kind, said && sentence(said)), {
    ...facts,
    ...(toe && { toe }),
  });
}

function withAdvice(kind: DomoErrorKind, said: string): Text {
  const advice = adviceFor(kind);
  if (!said) return advice ?? text('Domo refused the call.');
  return joinedTexts(advice ? [advice, said] : [said], ' ');
}

function adviceFor(kind: DomoErrorKind): Text | undefined {
  switch (kind) {
    case 'unauthorized':
      return text('Domo refused the token: give the connection a valid one.');
    case 'forbidden':
      return text('This token may not do that: give the connection one that may.');
    case 'rateLimited':
      return text('Domo asks to slow down: try again in a minute.');
    case 'serverError':
      return text('Domo failed: try again later.');
    default:
      return undefined;
  }
}

function sentence(said: string): string {
  const line = flattened(said, 500);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/** Milliseconds of a `Retry-After` header, given in seconds or as a date; a day at most. */
function retryAfter({ headers }: HttpAnswer): Pick<DomoErrorFacts, 'retryAfterMilliseconds'> {
  const value = headerOf(headers, 'retry-after')?.trim();
  if (!value) return {};
  const seconds = Number(value);
  const asked = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  if (Number.isNaN(asked)) return {};
  return { retryAfterMilliseconds: Math.min(Math.max(0, asked), longestRetryAfterMilliseconds) };
}

function headerOf(headers: HttpAnswer['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Why a body isn't read as JSON. */
type JsonFault = 'deep' | 'large' | 'invalid';

function parsed(body: string): { readonly value?: JsonValue; readonly fault?: JsonFault } {
  const excess = excessOf(body, mostValuesIn(body.length));
  if (excess) return { fault: excess };
  try {
    return { value: parseJson(body) };
  } catch {
    return { fault: 'invalid' };
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
