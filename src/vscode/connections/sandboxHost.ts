import { Worker } from 'node:worker_threads';
import type * as vscode from 'vscode';
import { makeFolder } from '../../base/files';
import { text, type TextValue } from '../../base/text';
import { isLoopback } from '../../domo/instanceUrl';
import { DomoError } from '../../domo/http/errors';

/** Where a running sandbox is and how it lets one in. */
export interface SandboxAccess {
  readonly url: string;
  readonly token: string;
}

/** A running sandbox, with the paths of sample files for it. */
export interface RunningSandbox extends SandboxAccess {
  readonly samples: readonly string[];
}

/** Names a sandbox that is already running, as JSON: for development, so that it can be looked at. */
const environmentVariable = 'DOMO_STREAMS_SANDBOX';

export interface SandboxPlaces {
  readonly bundle: string;
  /** Where what is done in the sandbox is kept; undefined keeps it as long as the window. */
  readonly data: string | undefined;
  readonly sampleFolder: string;
}

/** Runs the built-in sandbox in a worker thread, from the first time that it is needed. */
export class SandboxHost implements vscode.Disposable {
  #starting: Promise<RunningSandbox> | undefined;
  #worker: Worker | undefined;

  constructor(
    private readonly places: SandboxPlaces,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  start(): Promise<RunningSandbox> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      // The next one who needs it tries again.
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  async #start(): Promise<RunningSandbox> {
    const running = process.env[environmentVariable];
    if (running) return { ...readAddress(running), samples: [] };
    const { bundle, data, sampleFolder } = this.places;
    if (data) await makeFolder(data);
    const worker = new Worker(bundle, {
      workerData: { port: 0, sampleFolder, ...(data && { data }) },
    });
    this.#worker = worker;
    const address = await firstMessage(worker);
    worker.on('error', (error) => this.log.error(`The built-in sandbox failed: ${String(error)}`));
    worker.on('exit', () => {
      this.#starting = undefined;
    });
    this.log.info(`The built-in sandbox runs at ${address.url}.`);
    return address;
  }

  dispose(): void {
    this.#worker?.postMessage('close');
  }
}

function firstMessage(worker: Worker): Promise<RunningSandbox> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: RunningSandbox | { error: string }) => {
      if ('error' in message) reject(startError(message.error));
      else resolve(message);
    });
    worker.once('error', (error) => reject(startError(error.message)));
    worker.once('exit', () => reject(startError(text('it ended by itself'))));
  });
}

function startError(reason: TextValue): DomoError {
  return new DomoError(
    'connectionRefused',
    text('The built-in sandbox did not start: {0}. Try again; the log may say more.', reason),
  );
}

function readAddress(text: string): SandboxAccess {
  const { url, token } = JSON.parse(text) as Partial<SandboxAccess>;
  if (!url || !token || !isLoopback(new URL(url).hostname))
    throw new Error(`${environmentVariable} must hold a loopback url and a token.`);
  return { url, token };
}
