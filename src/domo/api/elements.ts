import type * as z from 'zod';
import { joinedTexts, text, type Text } from '../../base/text';
import { DomoError } from '../http/errors';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json';

/** How a list is read. */
export interface ListLimits {
  /** Most elements; a longer list is refused. */
  readonly most?: number;
  /** Is told what is wrong with an element whose ID can't be read; it is left out of the list. */
  readonly onUnreadable?: ((problem: Text) => unknown) | undefined;
}

/** More odd elements than the largest page has, and the whole list is odd. */
const mostOdd = 1000;

/** What could be read of an element; no row if its ID is unknown. */
export interface Read<T> {
  readonly row?: T;
  readonly problem: Text | undefined;
}

/** @throws DomoError `unexpectedAnswer` if it is no list, too long, or odd throughout */
export function readList<T>(
  value: JsonValue | undefined,
  call: string,
  { most = Number.POSITIVE_INFINITY, onUnreadable }: ListLimits,
  read: (element: JsonValue) => Read<T>,
): T[] {
  if (!Array.isArray(value))
    throw unexpected(
      text('Unexpected response: it isn’t a list. Check the address of the connection.'),
      call,
    );
  if (value.length > most) throw unexpected(tooLong(value.length, most), call);
  const rows: T[] = [];
  let odd = 0;
  for (const element of value) {
    const { row, problem } = read(element);
    if (problem && (odd += 1) > mostOdd) throw unexpected(oddList(problem), call);
    if (row) rows.push(row);
    else if (problem) onUnreadable?.(problem);
  }
  return rows;
}

/** An odd element is read again without its odd fields, so that the rest of it can be shown. */
export function readElement<S extends z.ZodType, T>(
  schema: S,
  toRow: (view: z.output<S>, raw: JsonObject) => T,
  element: JsonValue | undefined,
): Read<T> {
  const whole = schema.safeParse(element);
  if (whole.success) return { row: toRow(whole.data, element as JsonObject), problem: undefined };
  const problem = problemOf(whole.error);
  if (!isJsonObject(element)) return { problem };
  const odd = new Set(whole.error.issues.map(({ path }) => path[0]));
  const rest = Object.fromEntries(Object.entries(element).filter(([key]) => !odd.has(key)));
  const part = schema.safeParse(rest);
  return part.success ? { row: { ...toRow(part.data, element), problem }, problem } : { problem };
}

/** The first problem: the field and the library's words. */
function problemOf({ issues: [issue] }: z.ZodError): Text {
  const field = issue?.path.map(String).join('.') ?? '';
  return joinedTexts([field, issue?.message ?? ''].filter(Boolean), ': ');
}

function oddList(problem: Text): Text {
  return text(
    'Domo returned a list in an unexpected format: {0}. Check the address of the connection.',
    problem,
  );
}

function tooLong(length: number, most: number): Text {
  return text(
    'Unexpected response: the list has {0} elements, more than {1}. Narrow the search.',
    length,
    most,
  );
}

/** For a response in an unexpected form. */
export function unexpected(message: Text, call: string): DomoError {
  return new DomoError('unexpectedAnswer', message, { call });
}
