import { createHash, randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemClock } from './clock';
import { withRetry } from './retry';
import { lockedWaitMilliseconds, lockedTries } from './policies';

// Every file that the extension keeps for itself is read and written here: only its user may read it, and
// an operation that another program blocks for a moment is tried again.

/** For files with the user's data: other users of the machine can't read them. */
export const privateFileMode = 0o600;
const privateFolderMode = 0o700;

/** The end of the name of a file that is being written. */
const unfinished = /\.[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** A file or folder name for any text, the same each time. */
export function fileNameFor(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether a file is what a process that was killed left of `writeWhole`, by its name. */
export function isUnfinishedName(name: string): boolean {
  return unfinished.test(name);
}

/** Makes a folder, and those above it, that only the user can look into. */
export async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: privateFolderMode });
  // Earlier versions left the folder open to others.
  if (made === undefined) await chmod(path, privateFolderMode);
}

/** Writes a file whole or not at all, and makes the folders above it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { mode: privateFileMode, flag: 'wx' });
    await renameFile(temporary, path);
  } catch (error) {
    await removeFile(temporary);
    throw error;
  }
}

/** Adds text to the end of a file, and makes the file if there is none. */
export function appendText(path: string, text: string): Promise<void> {
  return whileUnlocked(() => appendFile(path, text, { mode: privateFileMode }));
}

/** Gives a file another name; a file that has that name is replaced. */
export function renameFile(from: string, to: string): Promise<void> {
  return whileUnlocked(() => rename(from, to));
}

/** Removes a file; it is fine if there is none. */
export function removeFile(path: string): Promise<void> {
  return whileUnlocked(() => rm(path, { force: true }));
}

/** Removes a folder with everything in it; it is fine if there is none. */
export function removeFolder(path: string): Promise<void> {
  return whileUnlocked(() => rm(path, { recursive: true, force: true }));
}

/** The text of a file, or undefined if there is none. */
export function readIfThere(path: string): Promise<string | undefined> {
  return whileUnlocked(() => readFile(path, 'utf8').catch(undefinedIfMissing));
}

/** The names in a folder; none if there is no folder. */
export async function listIfThere(path: string): Promise<string[]> {
  return (await readdir(path).catch(undefinedIfMissing)) ?? [];
}

/** Size, dates and so on of a file or folder; undefined if there is none. */
export function statIfThere(path: string): Promise<Stats | undefined> {
  return stat(path).catch(undefinedIfMissing);
}

/** Gives a file the current date; it is fine if there is none. */
export async function touchFile(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(undefinedIfMissing);
}

/**
 * Repeats a file operation for up to two seconds while another program has the file: on Windows, virus
 * scanners, indexers and other windows block renames and deletes for a moment.
 */
export function whileUnlocked<T>(task: () => Promise<T>): Promise<T> {
  return withRetry(task, {
    retries: lockedTries,
    clock: systemClock,
    random: Math.random,
    isTransient: isLocked,
    waitAskedFor: () => lockedWaitMilliseconds,
  });
}

/** The same with the thread waiting, for code in which nothing else may happen meanwhile. */
export function whileUnlockedNow<T>(task: () => T): T {
  for (let attempt = 0; ; attempt += 1)
    try {
      return task();
    } catch (error) {
      if (attempt === lockedTries || !isLocked(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lockedWaitMilliseconds);
    }
}

function isLocked(error: unknown): boolean {
  return ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
}

function undefinedIfMissing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
