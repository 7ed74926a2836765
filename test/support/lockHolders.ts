import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../../tools/common/paths';
import type { StreamKey } from '../../src/uploads/queue/streamLocks';

/** Another process that holds a stream, or was refused. */
export class LockHolder {
  private constructor(
    readonly process: ChildProcess,
    /** `held`, or the message of the refusal. */
    readonly answer: string,
  ) {}

  static async start(directory: string, stream: StreamKey): Promise<LockHolder> {
    const { connectionId, streamId } = stream;
    const script = join(repositoryRoot, 'out', 'test', 'support', 'lockHolder.js');
    const child = spawn(process.execPath, [script, directory, connectionId, String(streamId)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout);
    const [answer] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [string?];
    if (answer === undefined) throw new Error('The process ended without an answer.');
    return new LockHolder(child, answer);
  }

  /** Ends the process without giving it a chance to clear up. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }
}
