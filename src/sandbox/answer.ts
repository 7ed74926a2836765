import { STATUS_CODES } from 'node:http';
import { newToe } from './identifiers';

/** What a route answers. Routes never write to the socket, so that a fault can replace the answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A whole text, or pieces that are written as the client takes them. */
  readonly body: string | Iterable<string> | AsyncIterable<Buffer | string>;
}

/** A request that the API refuses; `message` goes into the JSON error form. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** A JSON answer. */
export function jsonAnswer(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: JSON.stringify(value),
  };
}

/** A JSON array, made row by row: a search may find a hundred thousand streams. */
export function jsonRowsAnswer(rows: Iterable<unknown>): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: jsonRows(rows),
  };
}

/** 204, as deletes answer. */
export function emptyAnswer(): Answer {
  return { status: 204, headers: {}, body: '' };
}

/**
 * The JSON error form `{status, statusReason, message, toe, path}`, as live instances and Domo's own
 * clients know it.
 */
export function errorAnswer(
  status: number,
  message: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = { status, statusReason: STATUS_CODES[status] ?? 'Error', message, toe: newToe() };
  const answer = jsonAnswer({ ...body, path }, status);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function* jsonRows(rows: Iterable<unknown>): Generator<string> {
  let before = '[';
  for (const row of rows) {
    yield before + JSON.stringify(row);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}
