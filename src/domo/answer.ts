import { joinedTexts, text, type Text } from '../base/text';
import { DomoError, type DomoErrorFacts, type DomoErrorKind } from './errors';
import { deepestNesting, isJsonObject, isNestedTooDeep, type JsonValue } from './json';
import { parseJson } from './jsonText';
import type { HttpAnswer } from './transport';

const kindByStatus: Readonly<Record<number, DomoErrorKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  409: 'conflict',
  408: 'timeout',
  429: 'rateLimited',
};

/**
 * The JSON value of a successful answer; undefined where it has no body.
 * Pages in HTML (log-in, maintenance, allow-list) come even with status 200: as seen in clients of
 * live instances, the content type tells, never the status alone.
 * @throws DomoError for everything that is not a success of the API
 */
export function readAnswer(answer: HttpAnswer, call: string): JsonValue | undefined {
  const facts = { call, status: answer.status, ...retryAfter(answer) };
  // Before the look at the page: a redirect mostly has one, which says less than where it leads.
  if (answer.status >= 300 && answer.status < 400) throw redirectError(answer, facts);
  if (looksLikeHtml(answer)) throw pageError(answer, facts);
  if (answer.status >= 400) throw statusError(answer, facts);
  if (!answer.text.trim()) return undefined;
  if (isNestedTooDeep(answer.text))
    throw new DomoError(
      'unexpectedAnswer',
      text(
        'The answer is nested more than {0} levels deep, which none of Domo is.',
        deepestNesting,
      ),
      facts,
    );
  const value = jsonIn(answer.text);
  if (value === undefined)
    throw new DomoError(
      'unexpectedAnswer',
      text('The answer is not JSON. Check that the address is that of a Domo instance.'),
      facts,
    );
  return value;
}

function looksLikeHtml({ headers, text }: HttpAnswer): boolean {
  const type = headerOf(headers, 'content-type') ?? '';
  return type.includes('html') || /^\s*<(!doctype|html)/i.test(text.slice(0, 200));
}

function pageError({ text: page, status }: HttpAnswer, facts: DomoErrorFacts): DomoError {
  const title = /<title[^>]*>([^<]{0,120})/i.exec(page)?.[1]?.trim() ?? '';
  if (/maintenance/i.test(title) || /under maintenance/i.test(page))
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
      ? text('The server answered with a page titled “{0}” and not as the API does.', title)
      : text('The server answered with a page and not as the API does.'),
    facts,
  );
}

function redirectError(answer: HttpAnswer, facts: DomoErrorFacts): DomoError {
  if (answer.status === 303) return blockedError(facts);
  const target = headerOf(answer.headers, 'location')?.slice(0, 200);
  return new DomoError(
    'redirected',
    text(
      'The server sends on to {0}. Use the instance’s own address.',
      target ?? text('another address'),
    ),
    facts,
  );
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
  const body = jsonIn(answer.text);
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

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 500);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** Milliseconds of a `Retry-After` header, given in seconds or as a date. */
function retryAfter({ headers }: HttpAnswer): Pick<DomoErrorFacts, 'retryAfterMilliseconds'> {
  const value = headerOf(headers, 'retry-after')?.trim();
  if (!value) return {};
  const seconds = Number(value);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Number.isNaN(milliseconds) ? {} : { retryAfterMilliseconds: Math.max(0, milliseconds) };
}

function headerOf(headers: HttpAnswer['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function jsonIn(text: string): JsonValue | undefined {
  try {
    return isNestedTooDeep(text) ? undefined : parseJson(text);
  } catch {
    return undefined;
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
