import type { IncomingMessage } from 'node:http';
import { RequestError, type Answer } from './answer';
import { isJsonObject, type JsonObject } from './json';
import type { RouteFamily } from './options';
import type { ReceivedBytes } from './partBody';

/** A request on its way through the sandbox. */
export interface Call {
  readonly method: string;
  /** Raw, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  /** Counts the body's bytes as they are read. */
  readonly received: ReceivedBytes;
  readonly parameters: ReadonlyMap<string, string>;
}

/** One method and path of the API. */
export interface Route {
  readonly method: string;
  /** Segments; `:name` stands for a whole number, `{name}` for any text, decoded. */
  readonly path: string;
  /** Which family it belongs to; `both` is always there. */
  readonly family: RouteFamily;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** JSON bodies are small; what is longer than this is a mistake. */
const maximumJsonBytes = 10 * 1024 * 1024;

/**
 * Finds the route of a request. 404 where the path is unknown or its route left out, 405 with `Allow`
 * where it has other methods, 400 where the path is not decodable.
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
  families: RouteFamily,
): { route: Route; parameters: ReadonlyMap<string, string> } {
  const segments = path.split('/');
  const fitting = routes.flatMap((route) => {
    const parameters = matchPath(route.path.split('/'), segments);
    return parameters ? [{ route, parameters }] : [];
  });
  const present = fitting.filter(({ route }) => isPresent(route, families));
  const found = present.find(({ route }) => route.method === method);
  if (found) return found;
  const leftOut = fitting.some(({ route }) => route.method === method);
  if (leftOut || present.length === 0)
    throw new RequestError(404, 'There is nothing at this path.');
  const allow = [...new Set(present.map(({ route }) => route.method))].join(', ');
  throw new RequestError(405, `${method} is not allowed here.`, { allow });
}

/** A parameter of the path that is a whole number. */
export function numberParameter(call: Call, name: string): number {
  return Number(textParameter(call, name));
}

/** A parameter of the path. */
export function textParameter(call: Call, name: string): string {
  const value = call.parameters.get(name);
  if (value === undefined) throw new Error(`The route has no parameter ${name}.`);
  return value;
}

/** `limit` (default 50, at most 500) and `offset` of a list. 400 for anything but whole numbers. */
export function pageOf(query: URLSearchParams): { limit: number; offset: number } {
  const limit = wholeNumber(query.get('limit') ?? '50');
  const offset = wholeNumber(query.get('offset') ?? '0');
  if (limit === undefined || limit < 1 || limit > 500)
    throw new RequestError(400, 'limit must be a whole number from 1 to 500.');
  if (offset === undefined) throw new RequestError(400, 'offset must be a whole number from 0.');
  return { limit, offset };
}

/** The JSON object in a body; an empty body is an empty object. 400 or 413. */
export async function readJsonObject(call: Call): Promise<JsonObject> {
  const text = await readText(call);
  if (text.trim() === '') return {};
  const value = parseJson(text);
  if (isJsonObject(value)) return value;
  throw new RequestError(400, 'The body must be a JSON object.');
}

/** Any JSON in a body. 400 or 413. */
export async function readJson(call: Call): Promise<unknown> {
  return parseJson(await readText(call));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RequestError(400, `The body is not valid JSON: ${error.message}`);
  }
}

async function readText(call: Call): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of call.request as AsyncIterable<Buffer>) {
    call.received.receivedBytes += piece.length;
    bytes += piece.length;
    // Read to the end all the same: an answer in the middle of a body reaches hardly any client.
    if (bytes <= maximumJsonBytes) pieces.push(piece);
  }
  if (bytes > maximumJsonBytes) throw new RequestError(413, 'The body is longer than 10 MB.');
  return Buffer.concat(pieces).toString('utf8');
}

function isPresent(route: Route, families: RouteFamily): boolean {
  return families === 'both' || route.family === 'both' || route.family === families;
}

function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Map<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, expected] of pattern.entries()) {
    const text = decodeSegment(segments[index] ?? '');
    if (expected.startsWith(':')) {
      if (!/^\d{1,15}$/.test(text)) return undefined;
      parameters.set(expected.slice(1), text);
    } else if (expected.startsWith('{')) parameters.set(expected.slice(1, -1), text);
    else if (expected !== text) return undefined;
  }
  return parameters;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new RequestError(400, 'The path has a broken percent-encoding.');
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
