import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../common/paths';
import { run } from '../common/processes';
import { vscodeBuilds, type VscodeVersion } from './vscodeBuilds';

/** What starts the server: a Node of the right age and its main file. */
export interface ServerInstall {
  readonly node: string;
  readonly main: string;
}

const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
/** No native module is needed: the server logs that a few bindings are missing, and works. */
const unscripted = ['--ignore-scripts', ...quiet];
const markerFile = 'complete.json';

/** Installs VS Code's server build from npm into the cache, once. */
export async function installServer(version: VscodeVersion): Promise<ServerInstall> {
  const { serverPackage, nodeMajor } = vscodeBuilds[version];
  const server = await installOnce(
    serverPackage.replace('@', '-'),
    [serverPackage],
    'node_modules/code-server/lib/vscode',
  );
  return {
    node: await nodeOfMajor(nodeMajor),
    main: join(server, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

async function nodeOfMajor(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = await installOnce(`${name}-${major}`, [`${name}@${major}`]);
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(folder, 'node_modules', name, 'bin', file);
}

/**
 * Installs beside the target and renames when done, so an interrupted install is never taken for a
 * whole one, and two clones that share the cache don't disturb each other.
 */
async function installOnce(
  name: string,
  packages: readonly string[],
  inner?: string,
): Promise<string> {
  const target = join(cacheDirectory, 'vscode', name);
  if (existsSync(join(target, markerFile))) return target;
  console.error(`Installing ${packages.join(', ')} into ${target}…`);
  const partial = `${target}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  // A manifest of its own, or npm would look for one in the folders above.
  writeFileSync(join(partial, 'package.json'), '{"private":true}\n');
  await npmInstall(partial, packages);
  if (inner) await npmInstall(join(partial, inner), ['--omit=dev']);
  writeFileSync(join(partial, markerFile), JSON.stringify({ packages }));
  moveIntoPlace(partial, target);
  removeAbandoned(target);
  return target;
}

async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  await run('npm', ['install', '--prefix', folder, ...unscripted, ...args], { cwd: folder });
}

function moveIntoPlace(partial: string, target: string): void {
  // A target without the marker is the remains of a removal that was cut short.
  if (!existsSync(join(target, markerFile))) rmSync(target, { recursive: true, force: true });
  try {
    renameSync(partial, target);
  } catch (error) {
    // Another process was faster: its install is as good.
    if (!existsSync(join(target, markerFile))) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
}

function removeAbandoned(target: string): void {
  const folder = join(cacheDirectory, 'vscode');
  for (const entry of readdirSync(folder)) {
    const pid = /\.(\d+)\.partial$/.exec(entry)?.[1];
    if (pid && join(folder, entry).startsWith(`${target}.`) && !isAlive(Number(pid)))
      rmSync(join(folder, entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // No permission to signal it means that it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
