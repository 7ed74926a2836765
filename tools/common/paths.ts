import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The folder with the project's package.json, wherever below it the compiled file is. */
export const repositoryRoot = folderWithManifest(__dirname);

/** Downloads and screenshots. Several clones can share one through `DOMO_STREAMS_CACHE`. */
export const cacheDirectory = resolve(
  process.env['DOMO_STREAMS_CACHE'] ?? join(repositoryRoot, '.cache'),
);

/** A folder that lives until `remove()`, or until the process ends. */
export interface TemporaryDirectory {
  readonly path: string;
  remove(): void;
}

export function temporaryDirectory(name: string): TemporaryDirectory {
  // The real path: macOS hands out a link, and the server compares paths as text.
  const path = realpathSync(mkdtempSync(join(tmpdir(), `domo-streams-${name}-`)));
  const remove = (): void => {
    process.removeListener('exit', remove);
    // A server that was just killed may still be writing its last log line.
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.on('exit', remove);
  return { path, remove };
}

function folderWithManifest(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No package.json in or above ${__dirname}.`);
  return folderWithManifest(parent);
}
