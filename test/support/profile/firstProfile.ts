import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { repositoryRoot } from '../../../tools/common/paths';

/** What version 0.1 wrote: see the README in this folder. */
const folder = join(repositoryRoot, 'test', 'support', 'profile', '0.1');

/** The address of the sandbox that the profile's connection goes to. */
export const firstUrl = 'http://127.0.0.1:47100';
export const firstConnectionId = '127.0.0.1-47100';
const modified = new Date(1_793_606_400_000);
const fileRows = 2_600;

/** What the extension kept in VS Code's own stores. */
export interface FirstMemory {
  readonly globalState: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** An unfinished upload as version 0.1 recorded it; the tests change what depends on the machine. */
export interface FirstRecord {
  readonly streamId: number;
  readonly job: {
    source: { path: string; size: number; modifiedMilliseconds: number };
    readonly conversion?: { original: { path: string } };
    execution?: { executionId: number; uploadId: string };
    readonly cuts: readonly {
      readonly number: number;
      readonly start: number;
      readonly end: number;
    }[];
    readonly accepted: readonly number[];
  };
}

export function firstSettings(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as Record<string, unknown>;
}

export function firstMemory(): FirstMemory {
  return JSON.parse(readFileSync(join(folder, 'memory.json'), 'utf8')) as FirstMemory;
}

/** Copies what the extension kept for all workspaces, and unpacks the converted file. */
export function copyGlobalStorage(target: string): void {
  cpSync(join(folder, 'globalStorage'), target, { recursive: true });
  const converted = join(target, 'converted');
  for (const name of readdirSync(converted)) {
    const bytes = readFileSync(join(converted, name));
    writeFileSync(join(converted, name.replace(/\.gz$/, '')), gunzipSync(bytes));
    rmSync(join(converted, name));
  }
}

/** Copies what the extension kept for the workspace. */
export function copyWorkspaceStorage(target: string): void {
  mkdirSync(target, { recursive: true });
  cpSync(join(folder, 'workspaceStorage'), target, { recursive: true });
}

/** The rows of a file of the profile. With commas, as the DataSet stores them. */
export function firstRows(month: string, delimiter = ','): string {
  const rest = ['', `${month} ${'x'.repeat(1000)}`, '7'].join(delimiter);
  return Array.from({ length: fileRows }, (_, row) => `${row}${rest}\n`).join('');
}

/** Writes the three files whose uploads are unfinished. */
export function writeFirstFiles(workspace: string): void {
  for (const [month, delimiter] of [
    ['january', ','],
    ['february', ','],
    ['march', ';'],
  ] as const) {
    const path = join(workspace, `${month}.csv`);
    const header = ['id', 'note', 'value'].join(delimiter);
    writeFileSync(path, `${header}\n${firstRows(month, delimiter)}`);
    utimesSync(path, modified, modified);
  }
}

/**
 * Moves the unfinished uploads to this machine: their files, and the execution that `open` makes for each
 * that had one.
 */
export async function moveUploads(
  globalStorage: string,
  workspace: string,
  open: (record: FirstRecord) => Promise<{ executionId: number; uploadId: string }>,
): Promise<void> {
  const uploads = join(globalStorage, 'uploads');
  for (const name of readdirSync(uploads)) {
    const [json = ''] = readFileSync(join(uploads, name), 'utf8').split('\n');
    const record = JSON.parse(json) as FirstRecord;
    const { job } = record;
    const file = basename(job.source.path);
    job.source.path = job.conversion
      ? join(globalStorage, 'converted', file)
      : join(workspace, file);
    if (job.conversion)
      job.conversion.original.path = join(workspace, basename(job.conversion.original.path));
    job.source.modifiedMilliseconds = statSync(job.source.path).mtimeMs;
    if (job.execution) Object.assign(job.execution, await open(record));
    const moved = JSON.stringify(record);
    const seal = createHash('sha256').update(moved).digest('hex');
    writeFileSync(join(uploads, name), `${moved}\n${seal}\n`);
  }
}
