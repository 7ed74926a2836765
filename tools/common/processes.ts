import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandError, describeError } from './commandError';

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
  /** What ends it when this process ends first: SIGTERM for a script that clears up by itself. */
  readonly lastSignal?: 'SIGTERM' | 'SIGKILL';
}

/** How a process ended: `code` is the shell's (128 + number) after a signal. */
export interface ProcessEnd {
  readonly code: number;
  readonly error?: Error;
}

const secondsToEndByItself = 5;

/** A child in a process group of its own, which ends with this process at the latest. */
export class ProcessGroup {
  readonly child: ChildProcess;
  readonly ended: Promise<ProcessEnd>;
  #running = true;
  readonly #endAtExit: () => void;

  constructor(command: string, args: readonly string[], options: ProcessOptions = {}) {
    const { lastSignal = 'SIGKILL', ...spawnOptions } = options;
    this.child = spawn(command, args, { ...spawnOptions, detached: process.platform !== 'win32' });
    this.#endAtExit = () => this.signal(lastSignal);
    // Before the removal of temporary folders, as it could still be writing into one.
    process.prependListener('exit', this.#endAtExit);
    this.ended = new Promise((resolve) => {
      const settle = (end: ProcessEnd): void => {
        this.#running = false;
        process.removeListener('exit', this.#endAtExit);
        resolve(end);
      };
      this.child.once('error', (error) => settle({ code: 1, error }));
      this.child.once('exit', (code, signal) =>
        settle({ code: code ?? 128 + (signal ? constants.signals[signal] : 0) }),
      );
    });
  }

  signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (this.#running && pid !== undefined) signalGroup(pid, signal);
  }

  /** Asks politely, then kills. Resolves when the process is gone. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    const waiting = new AbortController();
    const patience = delay(secondsToEndByItself * 1000, undefined, { signal: waiting.signal }).then(
      () => this.signal('SIGKILL'),
      () => undefined,
    );
    await this.ended;
    waiting.abort();
    await patience;
    // Its own children may outlive it: an extension host waits for its window to come back.
    if (this.child.pid !== undefined) signalGroup(this.child.pid, 'SIGKILL');
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Nobody is left in the group, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Runs a command to its end, its output on stderr; rejects unless it succeeds. */
export async function run(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<void> {
  // npm is a .cmd file on Windows, which only a shell starts.
  const shell = process.platform === 'win32' && !command.endsWith('.exe');
  const child = spawn(command, args, { stdio: ['ignore', 2, 2], shell, ...options });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0)
    throw new CommandError(`"${[command, ...args].join(' ')}" failed with code ${String(code)}.`);
}

/** The same, its output shown only when it fails. */
export async function runQuietly(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<void> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  console.error(Buffer.concat(chunks).toString());
  throw new CommandError(`"${[command, ...args].join(' ')}" failed with code ${String(code)}.`);
}

/** Turns signals into an ordinary exit, so that children and temporary folders are cleared away. */
export function exitOnSignals(): void {
  // Not `once`: Ctrl+C often comes twice, from the terminal and from the parent, and without a
  // handler the second one would cut the clearing up short.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
}

/** Runs a command's `main`, and exits with the code that it returns. */
export function runMain(main: () => Promise<number>): void {
  exitOnSignals();
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(describeError(error));
      process.exit(1);
    },
  );
}
