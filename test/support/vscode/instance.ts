import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FaultRule } from '../../../src/sandbox/faultRules';
import type { SandboxOptions } from '../../../src/sandbox/options';
import { TestSandbox } from '../../server/sandbox/support';
import { closeEditors } from './editors';
import { Recorder } from './recorder';

/** A connection as commands return it. */
export interface ConnectionJson {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly readOnly: boolean;
}

/** What the sandbox says of one request. */
export interface RequestJson {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly status: number | null;
  readonly receivedBytes: number;
}

export interface InstanceOptions extends SandboxOptions {
  readonly readOnly?: boolean;
  /** Puts a recorder between the extension and the sandbox, which keeps bodies. */
  readonly recorded?: boolean;
}

/** Calls a command of the extension with an argument, as a program does. */
export function invoke(command: string, given: object = {}): Promise<Record<string, unknown>> {
  const result = vscode.commands.executeCommand<Record<string, unknown>>(
    `domoStreams.${command}`,
    given,
  );
  return Promise.resolve(result);
}

/** A sandbox, and the extension's connection to it. */
export class Instance {
  private constructor(
    readonly sandbox: TestSandbox,
    readonly connectionId: string,
    private readonly recorder: Recorder | undefined,
  ) {}

  static async start({ readOnly, recorded, ...options }: InstanceOptions): Promise<Instance> {
    const sandbox = await TestSandbox.start(options);
    const { url, token } = sandbox.sandbox;
    const recorder = recorded ? await Recorder.start(url) : undefined;
    const { id } = await vscode.commands.executeCommand<ConnectionJson>(
      'domoStreams.connection.add',
      { url: recorder?.url ?? url, token, readOnly: readOnly ?? false },
    );
    await sandbox.call('DELETE', '/sandbox/requests');
    return new Instance(sandbox, id, recorder);
  }

  invoke(command: string, given: object = {}): Promise<Record<string, unknown>> {
    return invoke(command, { connectionId: this.connectionId, ...given });
  }

  /** The bodies that were written, of a recorded instance. */
  get written(): Recorder['written'] {
    assert.ok(this.recorder);
    return this.recorder.written;
  }

  async setFaults(faults: readonly FaultRule[]): Promise<void> {
    const reply = await this.sandbox.put('/sandbox/faults', faults);
    assert.equal(reply.status, 200, reply.text);
  }

  async requests(): Promise<RequestJson[]> {
    return (await this.sandbox.get('/sandbox/requests')).json<RequestJson[]>();
  }

  /** Requests that change something, as `METHOD /path below the streams`. */
  async writes(): Promise<string[]> {
    return (await this.requests())
      .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/sandbox'))
      .map(({ method, path }) => `${method} ${path.replace('/api/data/v1/streams', '')}`);
  }

  async forgetRequests(): Promise<void> {
    await this.sandbox.call('DELETE', '/sandbox/requests');
    this.recorder?.written.splice(0);
  }

  /** The stream as the server gives it. */
  async stream(streamId: number): Promise<Record<string, unknown>> {
    return (await this.sandbox.get(`${streamId}?fields=all`)).json();
  }

  async close(): Promise<void> {
    await this.setFaults([]);
    await closeEditors();
    await invoke('connection.remove', { connectionId: this.connectionId });
    await this.recorder?.close();
    await this.sandbox.close();
  }
}

/** Starts an instance before the tests of a block; each test begins without faults, and with no request noted. */
export function withInstance(options: InstanceOptions = {}): () => Instance {
  let instance: Instance | undefined;
  const get = (): Instance => {
    assert.ok(instance);
    return instance;
  };
  before(async () => {
    instance = await Instance.start(options);
  });
  beforeEach(async () => {
    await get().setFaults([]);
    await get().forgetRequests();
  });
  after(() => get().close());
  return get;
}
