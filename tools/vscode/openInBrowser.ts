import { spawn } from 'node:child_process';
import { hasDisplay } from './desktop';

/** Opens an address where a window can be shown; elsewhere it is on the screen to be copied. */
export function openInBrowser(address: string): void {
  if (!hasDisplay() || process.env['CI']) return;
  const [command, ...args] = opener();
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', (error) => console.error(`No browser could be opened: ${error.message}`));
  child.unref();
}

function opener(): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open'];
  // `start` belongs to the shell, and takes its first quoted argument for a title.
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""'];
  return ['xdg-open'];
}
