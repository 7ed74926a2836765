import type { IncomingHttpHeaders } from 'node:http';

/** Enough for the longest test; older entries give way. */
const capacity = 10_000;

/** What is kept of a request. Bodies and the token never are. */
export interface LoggedRequest {
  /** Counts from 1 over the life of the sandbox. */
  readonly number: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Requests that were under way when this one came, itself included. */
  readonly inFlight: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds; null while it is under way. */
  endedAt: number | null;
  /** Null while it is under way, and where the connection broke before an answer. */
  status: number | null;
  /** Bytes of the body as they came over the wire. */
  receivedBytes: number;
  /** True where a scripted fault was played. */
  fault: boolean;
  /** Why the answer was not sent to its end, mostly a client that left. */
  failure: string | null;
}

/** The latest requests, for tests to look at. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #count = 0;
  #inFlight = 0;

  begin(method: string, path: string, headers: IncomingHttpHeaders): LoggedRequest {
    this.#count += 1;
    this.#inFlight += 1;
    const shown = { ...headers };
    delete shown['x-domo-developer-token'];
    delete shown.authorization;
    const entry: LoggedRequest = {
      number: this.#count,
      method,
      path,
      headers: shown,
      inFlight: this.#inFlight,
      startedAt: Date.now(),
      endedAt: null,
      status: null,
      receivedBytes: 0,
      fault: false,
      failure: null,
    };
    this.#entries.push(entry);
    // Halved rather than shifted: a shift of the whole array at each request would add up.
    if (this.#entries.length > capacity) this.#entries = this.#entries.slice(capacity / 2);
    return entry;
  }

  end(entry: LoggedRequest): void {
    entry.endedAt = Date.now();
    this.#inFlight -= 1;
  }

  entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }
}
