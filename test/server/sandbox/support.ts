import assert from 'node:assert/strict';
import type { SandboxOptions } from '../../../src/sandbox/options';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server';

/** What the sandbox answered. */
export class Reply {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  /** The parsed body; fails the test where it is not JSON. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- tests say what they expect
  json<T = Record<string, unknown>>(): T {
    return JSON.parse(this.text) as T;
  }
}

/** A body as the tests send it: an object goes as JSON, anything else as CSV. */
export type Body = string | Uint8Array<ArrayBuffer> | object;

/** A sandbox with short times, and a client that adds path and token. */
export class TestSandbox {
  private constructor(readonly sandbox: Sandbox) {}

  static async start(options: SandboxOptions = {}): Promise<TestSandbox> {
    const quick = { loadMilliseconds: 5, connectorRunMilliseconds: 35 };
    return new TestSandbox(await startSandbox({ ...quick, ...options }));
  }

  async call(
    method: string,
    path: string,
    body?: Body,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const full = path.startsWith('/') ? path : `/api/data/v1/streams${path ? `/${path}` : ''}`;
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.sandbox.url + full, {
      method,
      headers: {
        'X-DOMO-Developer-Token': this.sandbox.token,
        ...(body !== undefined && { 'Content-Type': raw ? 'text/csv' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
    });
    return new Reply(response.status, response.headers, await response.text());
  }

  get(path: string): Promise<Reply> {
    return this.call('GET', path);
  }

  put(path: string, body?: Body, headers?: Record<string, string>): Promise<Reply> {
    return this.call('PUT', path, body, headers);
  }

  /** Starts an execution and returns it. */
  async execute(streamId: number, body?: object): Promise<ExecutionJson> {
    const reply = await this.call('POST', `${streamId}/executions`, body);
    assert.equal(reply.status, 201, reply.text);
    return reply.json<ExecutionJson>();
  }

  execution(streamId: number, executionId: number): Promise<ExecutionJson> {
    return this.get(`${streamId}/executions/${executionId}`).then((reply) => reply.json());
  }

  /** Waits until the execution has ended. */
  async ended(streamId: number, executionId: number): Promise<ExecutionJson> {
    for (;;) {
      const execution = await this.execution(streamId, executionId);
      if (execution.currentState !== 'ACTIVE') return execution;
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  }

  /** Uploads the parts, commits, and returns the execution at its end. */
  async upload(streamId: number, parts: readonly Body[], body?: object): Promise<ExecutionJson> {
    const { executionId } = await this.execute(streamId, body);
    const path = `${streamId}/executions/${executionId}`;
    for (const [index, part] of parts.entries())
      assert.equal((await this.put(`${path}/part/${index + 1}`, part)).status, 200);
    assert.equal((await this.put(`${path}/commit`)).status, 200);
    return this.ended(streamId, executionId);
  }

  /** What has arrived in the DataSet of a stream. */
  async stored(streamId: number): Promise<string> {
    const { dataSource } = await this.stream(streamId);
    return (await this.get(`/sandbox/datasets/${dataSource.id}.csv`)).text;
  }

  stream(streamId: number): Promise<StreamJson> {
    return this.get(String(streamId)).then((reply) => reply.json());
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}

export interface ExecutionJson {
  streamId: number;
  executionId: number;
  uploadId: number | null;
  currentState: string;
  endedAt: number | null;
  rowsInserted: number;
  bytesInserted: number;
  updateMethod: string;
  currentPhase: string | null;
  errors: { message: string }[];
  toe: string;
}

export interface StreamJson {
  id: number;
  updateMethod: string;
  modifiedAt: number;
  configuration: unknown;
  schemaDefinition: { columns: { name: string }[] } | null;
  account: { id: number } | null;
  dataSource: { id: string; name: string; description: string; rowCount: number };
  currentExecution: ExecutionJson | null;
  lastExecution: ExecutionJson | null;
}

/** Starts a sandbox before the tests of a block, and closes it after them. */
export function withSandbox(options: SandboxOptions = {}): () => TestSandbox {
  let sandbox: TestSandbox | undefined;
  before(async () => {
    sandbox = await TestSandbox.start(options);
  });
  after(() => sandbox?.close());
  return () => {
    assert.ok(sandbox);
    return sandbox;
  };
}
