import assert from 'node:assert/strict';
import { systemClock } from '../../src/base/clock';
import { silentLog } from '../../src/base/log';
import { createDomoClient, type DomoClient, type DomoClientOptions } from '../../src/domo/client';
import { accessOf } from '../../src/domo/kinds';
import type { FaultRule } from '../../src/sandbox/faultRules';
import type { SandboxOptions } from '../../src/sandbox/options';
import type { LoggedRequest } from '../../src/sandbox/requestLog';
import { startSandbox, type Sandbox } from '../../src/sandbox/server';

/** A client as the extension makes it, with short waits. */
export function clientOf(
  origin: string,
  token: string,
  options: Partial<DomoClientOptions> = {},
): DomoClient {
  return createDomoClient({
    origin,
    ...accessOf({ kind: 'instance', token }),
    readOnly: false,
    timeoutSeconds: 5,
    connections: 8,
    proxy: { strictSsl: true },
    clock: systemClock,
    log: silentLog,
    ...options,
  });
}

/** A sandbox with a client of it, and a look at what happened in it. */
export class DomoSandbox {
  private constructor(
    readonly sandbox: Sandbox,
    readonly client: DomoClient,
  ) {}

  static async start(
    options: SandboxOptions = {},
    clientOptions: Partial<DomoClientOptions> = {},
  ): Promise<DomoSandbox> {
    const quick = { loadMilliseconds: 5, connectorRunMilliseconds: 30 };
    const sandbox = await startSandbox({ ...quick, ...options });
    return new DomoSandbox(sandbox, clientOf(sandbox.url, sandbox.token, clientOptions));
  }

  /** The latest requests, those for tests left out. */
  async requests(): Promise<LoggedRequest[]> {
    const all = JSON.parse(await this.#own('GET', '/requests')) as LoggedRequest[];
    return all.filter(({ path }) => !path.startsWith('/sandbox/'));
  }

  /** Requests whose method and path fit, such as `/^PUT .*commit$/`. */
  async requestsLike(pattern: RegExp): Promise<LoggedRequest[]> {
    const all = await this.requests();
    return all.filter(({ method, path }) => pattern.test(`${method} ${path}`));
  }

  /** Forgets the requests so far, and puts faults in place of the former. */
  async reset(...faults: FaultRule[]): Promise<void> {
    await this.#own('DELETE', '/requests');
    await this.#own('PUT', '/faults', JSON.stringify(faults));
  }

  /** The rows that have arrived in the DataSet of a stream. */
  async stored(streamId: number): Promise<string> {
    const { dataSourceId } = await this.client.streams.get(streamId);
    return this.#own('GET', `/datasets/${dataSourceId ?? ''}.csv`);
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.sandbox.close();
  }

  async #own(method: string, path: string, body?: string): Promise<string> {
    const { url, token } = this.sandbox;
    const headers = { 'X-DOMO-Developer-Token': token };
    const response = await fetch(`${url}/sandbox${path}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  }
}

/** Starts a sandbox with a client before the tests of a block, and closes both after them. */
export function withDomoSandbox(
  options: SandboxOptions = {},
  clientOptions: Partial<DomoClientOptions> = {},
): () => DomoSandbox {
  let started: DomoSandbox | undefined;
  before(async () => {
    started = await DomoSandbox.start(options, clientOptions);
  });
  after(() => started?.close());
  return () => {
    assert.ok(started);
    return started;
  };
}
