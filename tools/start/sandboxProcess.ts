import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CommandError } from '../common/commandError';
import { repositoryRoot } from '../common/paths';
import { ProcessGroup } from '../common/processes';
import { variables } from '../common/variables';

/** The project's own server that speaks the Streams API, in a process of its own. */
export interface Sandbox {
  readonly url: string;
  readonly token: string;
  /** For the extension host: its built-in connection attaches to this server. */
  readonly env: Readonly<Record<string, string>>;
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

/** The setting by which a profile has the built-in connection from the start. */
export const sandboxSettings: Readonly<Record<string, unknown>> = {
  'domoStreams.connections': [{ id: 'sandbox', name: 'Sandbox', url: 'sandbox:' }],
};

/** Starts the sandbox and reads the one line of JSON that it prints. */
export async function startSandbox(args: readonly string[] = []): Promise<Sandbox> {
  const script = join(repositoryRoot, 'dist', 'sandbox.js');
  const group = new ProcessGroup(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    lastSignal: 'SIGTERM',
  });
  const { url, token } = await firstLine(group);
  return {
    url,
    token,
    env: { [variables.sandbox]: JSON.stringify({ url, token }) },
    ended: group.ended,
    close: () => group.stop(),
  };
}

async function firstLine(group: ProcessGroup): Promise<{ url: string; token: string }> {
  if (!group.child.stdout) throw new Error('The sandbox has no stdout.');
  const lines = createInterface(group.child.stdout);
  // Without a line it ended, and its own message is on stderr.
  const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [string?];
  if (line === undefined) throw new CommandError('The sandbox ended without printing its address.');
  return JSON.parse(line) as { url: string; token: string };
}
