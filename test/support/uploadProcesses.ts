import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { UploadResult } from '../../src/uploads/engine';
import type { AllChoices } from '../../src/uploads/upload';

/** What a process is to upload, and where it writes down how far it is. */
export interface UploadOrder {
  readonly url: string;
  readonly token: string;
  readonly streamId: number;
  readonly file: string;
  readonly ledger: string;
  readonly choices: Pick<AllChoices, 'updateMethod' | 'compression'> & { partSizeBytes: number };
}

export interface UploadReport {
  readonly result: UploadResult;
  /** Whether it went on with what an earlier process had left. */
  readonly wasLeft: boolean;
  /** Parts that the server had of that. */
  readonly had: number;
}

/** An upload in a process of its own. */
export class UploadProcess {
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #output = '';
  #errors = '';

  constructor(order: UploadOrder) {
    const script = join(process.cwd(), 'out', 'test', 'support', 'uploadProcess.js');
    this.#child = spawn(process.execPath, [script, JSON.stringify(order)]);
    this.#child.stdout?.on('data', (text: Buffer) => (this.#output += text.toString()));
    this.#child.stderr?.on('data', (text: Buffer) => (this.#errors += text.toString()));
    this.ended = once(this.#child, 'close').then(() => this.#child.exitCode);
  }

  /** As a crash does: nothing is written, and no connection is closed by it. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** @throws Error with what the process said, where the upload did not end well */
  async report(): Promise<UploadReport> {
    const code = await this.ended;
    if (code !== 0) throw new Error(`The process ended with ${code}. ${this.#errors}`);
    return JSON.parse(this.#output) as UploadReport;
  }
}
