import { flattened } from '../../base/plainText';
import { joinedTexts, PlainError, text, type Text } from '../../base/text';
import type { Mask } from './secrets';

/** What went wrong, in the terms of someone who talks to Domo. Stable: callers and tests decide by it. */
export type DomoErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'methodNotAllowed'
  | 'conflict'
  | 'rateLimited'
  | 'badRequest'
  | 'serverError'
  | 'timeout'
  | 'hostNotFound'
  | 'connectionRefused'
  | 'connectionLost'
  | 'certificate'
  /** The proxy refuses, or its address can't be used. */
  | 'proxy'
  | 'loginPage'
  | 'maintenancePage'
  | 'blockedPage'
  | 'redirected'
  | 'unexpectedAnswer'
  | 'invalidAddress'
  | 'readOnly'
  /** Connections of this kind can't make this call. */
  | 'notSupported';

/** The facts behind a `DomoError`; all but the kind and message are optional. */
export interface DomoErrorFacts {
  /** The call, such as `GET /streams/7`; never with a token or a body in it. */
  readonly call?: string;
  readonly status?: number;
  /** Domo's trace id, which its support asks for. */
  readonly toe?: string;
  /** What the server asked to wait, in milliseconds, from `Retry-After`. */
  readonly retryAfterMilliseconds?: number;
  readonly cause?: unknown;
}

/** Most UTF-16 units of a text from elsewhere in a message. */
const longestValue = 500;
const longestTraceId = 100;

/**
 * An expected failure of a call to Domo. Its message is one line that a person can read: what it quotes is
 * flattened and limited in length here, for all messages and logs.
 */
export class DomoError extends PlainError {
  override readonly name = 'DomoError';
  /** The message alone, without the call and what came of it. */
  readonly said: Text;
  readonly call: string | undefined;
  readonly status: number | undefined;
  readonly toe: string | undefined;
  readonly retryAfterMilliseconds: number | undefined;

  constructor(
    readonly kind: DomoErrorKind,
    message: Text,
    facts: DomoErrorFacts = {},
  ) {
    const said = flatText(message);
    const call = facts.call && flattened(facts.call, longestValue);
    const toe = facts.toe && flattened(facts.toe, longestTraceId);
    super(withFacts(said, { ...facts, ...(call && { call }), ...(toe && { toe }) }), {
      cause: facts.cause,
    });
    this.said = said;
    this.call = call;
    this.status = facts.status;
    this.toe = toe;
    this.retryAfterMilliseconds = facts.retryAfterMilliseconds;
  }
}

function flatText({ pattern, values }: Text): Text {
  const flatValues = values.map((value) => {
    if (typeof value === 'number') return value;
    return typeof value === 'string' ? flattened(value, longestValue) : flatText(value);
  });
  return { pattern, values: flatValues };
}

function withFacts(message: Text, { call, status, toe }: DomoErrorFacts): Text {
  const answer = status === undefined ? call : text('{0} answered {1}', call ?? 'Domo', status);
  const facts = [answer, toe && text('toe {0}', toe)].filter((fact) => fact !== undefined);
  return facts.length > 0 ? text('{0} ({1})', message, joinedTexts(facts, ', ')) : message;
}

/** The same failure with every text of it passed through a mask, the texts of its causes too. */
export function maskedError(error: unknown, mask: Mask): unknown {
  if (!(error instanceof Error)) return error;
  const message = mask(error.message);
  const cause = maskedError(error.cause, mask);
  if (message === error.message && cause === error.cause) return error;
  if (!isDomoError(error)) return new Error(message, { cause });
  const { kind, said, call, status, toe, retryAfterMilliseconds } = error;
  return new DomoError(kind, maskedText(said, mask), {
    ...(call !== undefined && { call: mask(call) }),
    ...(status !== undefined && { status }),
    ...(toe !== undefined && { toe: mask(toe) }),
    ...(retryAfterMilliseconds !== undefined && { retryAfterMilliseconds }),
    cause,
  });
}

function maskedText({ pattern, values }: Text, mask: Mask): Text {
  const maskedValues = values.map((value) => {
    if (typeof value === 'number') return value;
    return typeof value === 'string' ? mask(value) : maskedText(value, mask);
  });
  return { pattern, values: maskedValues };
}

/** Decided by shape and not by class: each bundle has a class of its own. */
export function isDomoError(error: unknown): error is DomoError {
  return error instanceof Error && error.name === 'DomoError' && 'kind' in error;
}

const nothingSent: ReadonlySet<DomoErrorKind> = new Set([
  'hostNotFound',
  'connectionRefused',
  'certificate',
  'proxy',
  'rateLimited',
  'readOnly',
  'notSupported',
]);

/**
 * Whether the server may have acted on the call although it failed: nobody can tell without asking. An
 * error that has no name here may have come at any time.
 */
export function mayHaveTakenEffect(error: unknown): boolean {
  if (!isDomoError(error)) return true;
  if (nothingSent.has(error.kind)) return false;
  return (
    ['timeout', 'connectionLost', 'serverError', 'unexpectedAnswer'].includes(error.kind) ||
    error.kind.endsWith('Page')
  );
}

/** A computer that wakes up, or changes its network, finds no host for a moment. */
const passing: ReadonlySet<DomoErrorKind> = new Set([
  'rateLimited',
  'timeout',
  'hostNotFound',
  'connectionLost',
  'connectionRefused',
  'maintenancePage',
]);

/** Whether the same call may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (!isDomoError(error)) return false;
  return passing.has(error.kind) || (error.kind === 'serverError' && error.status !== 501);
}

/** Milliseconds that Domo asked to wait, where it did. */
export function retryAfterOf(error: unknown): number | undefined {
  return isDomoError(error) ? error.retryAfterMilliseconds : undefined;
}
