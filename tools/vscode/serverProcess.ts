import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../common/commandError';
import { ProcessGroup } from '../common/processes';
import type { ServerInstall } from './serverInstall';

export interface ServerProcess {
  readonly group: ProcessGroup;
  readonly port: number;
  /** Everything it printed so far. */
  log(): string;
}

export interface ServerOptions {
  readonly dataDirectory: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** Whether a page may load an extension under development. */
  readonly development: boolean;
  /** Whether a folder has to be trusted first; else all are. */
  readonly asksForTrust?: boolean;
}

const startTimeoutSeconds = 90;
const tailLines = 40;

/** Starts the server, and waits for the line that says it can be opened. */
export async function startServerProcess(
  install: ServerInstall,
  options: ServerOptions,
): Promise<ServerProcess> {
  const group = new ProcessGroup(install.node, [install.main, ...flags(options)], {
    env: { ...cleanEnvironment(), ...ownTemporaryFolder(options), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  const log = (): string => chunks.join('');
  const ready = new Promise<number>((resolve) => {
    const onText = (text: string): void => {
      chunks.push(text);
      const match = /Web UI available at http:\/\/[^:/]+:(\d+)/.exec(log());
      if (match) resolve(Number(match[1]));
    };
    group.child.stdout?.setEncoding('utf8').on('data', onText);
    group.child.stderr?.setEncoding('utf8').on('data', onText);
  });
  try {
    return { group, log, port: await firstOf(ready, group) };
  } catch (error) {
    await group.stop();
    throw new CommandError(`VS Code's server did not start.\n${tail(log())}\n${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** Without what VS Code puts into its own terminals, which would make a server talk to that window. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Extension hosts leave sockets behind in the temporary folder. On Linux only: elsewhere the usual
 * one has so long a path already that a socket's name in a folder below would be too long.
 */
function ownTemporaryFolder({ dataDirectory }: ServerOptions): NodeJS.ProcessEnv {
  if (process.platform !== 'linux') return {};
  const folder = join(dataDirectory, 'tmp');
  mkdirSync(folder, { recursive: true });
  return { TMPDIR: folder, XDG_RUNTIME_DIR: folder };
}

/** The end of a long log. */
export function tail(log: string): string {
  return log.trimEnd().split('\n').slice(-tailLines).join('\n');
}

function flags({ dataDirectory, port, development, asksForTrust }: ServerOptions): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', '--server-data-dir', dataDirectory],
    '--disable-telemetry',
    ...(asksForTrust ? [] : ['--disable-workspace-trust']),
    // Newer versions heed a page's payload only with this.
    ...(development ? ['--enable-smoke-test-driver'] : []),
  ];
}

async function firstOf(ready: Promise<number>, group: ProcessGroup): Promise<number> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    return await Promise.race([
      ready,
      group.ended.then(({ code, error }) => {
        throw error ?? new Error(`It ended with code ${code}.`);
      }),
      delay(startTimeoutSeconds * 1000, undefined, { signal }).then(() => {
        throw new Error(`Not ready after ${startTimeoutSeconds} s.`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}
