import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory } from '../common/paths';

const execute = promisify(execFile);

const packages = [
  '@aws-sdk/client-s3@3.1175.0',
  '@aws-sdk/lib-storage@3.1175.0',
  'tus-js-client@4.3.1',
  'csv-parse@7.0.3',
  'papaparse@5.7.1',
  'udsv@0.7.3',
] as const;

/**
 * Installs what the engine is compared with beside the other downloads, as only benchmarks need it.
 * @returns a file in the folder that has them, to require them from
 */
export async function installPeers(): Promise<string> {
  const folder = join(cacheDirectory, 'bench-peers');
  const isThere = packages.every((name) =>
    existsSync(join(folder, 'node_modules', name.slice(0, name.lastIndexOf('@')))),
  );
  if (!isThere) {
    console.error('Installing what the engine is compared with …');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await execute(npm, ['install', '--no-save', '--prefix', folder, ...packages]);
  }
  return join(folder, 'package.json');
}
