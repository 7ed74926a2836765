import { existsSync, readFileSync } from 'node:fs';
import { run } from './processes';

/** Whether this process may install packages of Debian. */
export function mayInstallOnDebian(): boolean {
  return isDebian() && process.getuid?.() === 0;
}

/** Ubuntu is left out: its package `chromium` is only a pointer to a snap. */
function isDebian(): boolean {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, 'utf8'));
}

export async function installOnDebian(packages: readonly string[]): Promise<void> {
  console.error(`Installing ${packages.join(', ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', ['update', '-q'], { env });
  const flags = [...patience, 'install', '-q', '-y', '--no-install-recommends'];
  await run('apt-get', [...flags, ...packages], { env });
}
