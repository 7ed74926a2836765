import { isJsonObject, type JsonObject } from './json';

/** One scripted fault. A rule needs at least one of `status`, `delayMs`, `dripMs`, `hang` and `reset`. */
export interface FaultRule {
  /** HTTP method; any where it is left out. */
  readonly method?: string;
  /**
   * A glob over the whole path (`*` within one segment, `**` over several), or a regular expression
   * where it starts with `^`. The query takes part in a regular expression, and in a glob with `?`.
   */
  readonly path: string;
  /** Which of the matching requests, counted from 1. Default `every`. */
  readonly nth?: number | readonly number[] | 'every';
  /** How often at most. */
  readonly times?: number;
  /** Answers with this status. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. Default: the JSON error form. */
  readonly body?: unknown;
  /** Waits so many milliseconds, before anything else or, with `afterEffect`, before the answer. */
  readonly delayMs?: number;
  /** Sends the body of the answer byte by byte, one each so many milliseconds. */
  readonly dripMs?: number;
  /** Never sends the headers, or stops in the middle of the body. */
  readonly hang?: 'headers' | 'body';
  /**
   * Breaks the connection: at once, in the middle of the request's body, or of the answer; `close` ends it
   * there as if that were all.
   */
  readonly reset?: 'early' | 'body' | 'answer' | 'close';
  /** The request takes effect first; then the answer is lost or replaced. */
  readonly afterEffect?: boolean;
}

/** Checks faults from outside. Throws an `Error` that names the rule, counted from 1, and its fault. */
export function parseFaultRules(value: unknown): FaultRule[] {
  if (!Array.isArray(value)) throw new Error('Faults must be an array of rules.');
  return value.map((rule, index) => {
    try {
      return parseRule(rule);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`Fault rule ${index + 1}: ${reason}`, { cause: error });
    }
  });
}

/** The regular expression that a rule's `path` stands for. */
export function pathPattern(path: string): RegExp {
  if (path.startsWith('^')) return new RegExp(path);
  const pattern = path
    .split('**')
    .map((part) => part.split('*').map(escapeRegExp).join('[^/]*'))
    .join('.*');
  return new RegExp(`^${pattern}$`);
}

function parseRule(rule: unknown): FaultRule {
  if (!isJsonObject(rule)) throw new Error('must be an object.');
  for (const [name, value] of Object.entries(rule)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof FaultRule] : undefined;
    if (!check) throw new Error(`has an unknown field: ${name}.`);
    if (!check.accepts(value)) throw new Error(`${name} must be ${check.expected}.`);
  }
  if (typeof rule['path'] !== 'string') throw new Error('path is missing.');
  checkTogether(rule);
  return rule as unknown as FaultRule;
}

function checkTogether(rule: JsonObject): void {
  const { status, delayMs, dripMs, hang, reset, afterEffect, headers, body } = rule;
  if ([status, delayMs, dripMs, hang, reset].every((value) => value === undefined))
    throw new Error('needs one of status, delayMs, dripMs, hang and reset.');
  if (hang !== undefined && reset !== undefined)
    throw new Error('hang and reset exclude each other.');
  if (afterEffect === true && (reset === 'early' || reset === 'body'))
    throw new Error(`afterEffect needs the whole request, which reset "${reset}" does not let in.`);
  if (status === undefined && (headers !== undefined || body !== undefined))
    throw new Error('headers and body need a status.');
}

interface Check {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const checks: Record<keyof FaultRule, Check> = {
  method: {
    expected: 'an HTTP method in capitals',
    accepts: (value) => typeof value === 'string' && /^[A-Z]+$/.test(value),
  },
  path: {
    expected: 'a glob that starts with / or *, or a valid regular expression that starts with ^',
    accepts: isPath,
  },
  nth: {
    expected: 'a whole number from 1, a list of them, or "every"',
    accepts: (value) =>
      value === 'every' ||
      isCount(value) ||
      (Array.isArray(value) && value.length > 0 && value.every(isCount)),
  },
  times: { expected: 'a whole number from 1', accepts: isCount },
  status: {
    expected: 'a status from 200 to 599',
    accepts: (value) => isCount(value) && value >= 200 && value <= 599,
  },
  headers: {
    expected: 'an object of texts',
    accepts: (value) =>
      isJsonObject(value) && Object.values(value).every((each) => typeof each === 'string'),
  },
  body: { expected: 'a text or JSON', accepts: () => true },
  delayMs: { expected: 'a number of milliseconds from 0', accepts: isDuration },
  dripMs: { expected: 'a number of milliseconds from 0', accepts: isDuration },
  hang: {
    expected: '"headers" or "body"',
    accepts: (value) => value === 'headers' || value === 'body',
  },
  reset: {
    expected: '"early", "body", "answer" or "close"',
    accepts: (value) => ['early', 'body', 'answer', 'close'].includes(value as string),
  },
  afterEffect: { expected: 'true or false', accepts: (value) => typeof value === 'boolean' },
};

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isPath(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[/*^]/.test(value)) return false;
  try {
    pathPattern(value);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
}
