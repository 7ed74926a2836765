import { readdirSync, readFileSync } from 'node:fs';
import type { Sandbox } from '../../../tools/start/sandboxProcess';

/** Kills the extension hosts of a session, as a crash does. @returns how many there were */
export function killExtensionHosts({ env }: Sandbox): number {
  const [own] = Object.values(env);
  if (own === undefined) throw new Error('The sandbox has no environment to tell its hosts by.');
  const isOurs = (pid: string): boolean =>
    textOf(pid, 'cmdline').includes('--type=extensionHost') && textOf(pid, 'environ').includes(own);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurs(name));
  for (const pid of pids) process.kill(Number(pid), 'SIGKILL');
  return pids.length;
}

/** Nothing of a process that has ended meanwhile, or that is another user's. */
function textOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
