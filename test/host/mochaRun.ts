import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import Mocha from 'mocha';
import { CommandError } from './commandError';
import { variables } from './variables';

/** What a run came to; `npm test` adds these up. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of those that passed, how many failed at first. */
  readonly passedLater?: number;
}

const testTimeoutSeconds = 10;

/**
 * Runs every `*.test.js` in a folder and below. `MOCHA_GREP` picks tests by title.
 * @param tries 2 runs a file in which a test failed once more, from its beginning
 */
export async function runMocha(
  folder: string,
  timeoutSeconds = testTimeoutSeconds,
  tries: 1 | 2 = 1,
): Promise<Counts> {
  const files = testFiles(folder);
  if (files.length === 0) throw new CommandError(`There is no test file in ${folder}.`);
  const first = await runFiles(files, timeoutSeconds);
  const failed = files.filter((file) => first.get(file)?.failed);
  const again = tries === 2 ? failed : [];
  if (again.length > 0) console.log(`\nOnce more, as tests failed: ${again.join(', ')}\n`);
  const second = again.length > 0 ? await runFiles(again, timeoutSeconds) : undefined;
  const last = sum([...new Map([...first, ...(second ?? [])]).values()]);
  const counts = {
    ...last,
    passedLater: Math.max(0, sum([...first.values()]).failed - last.failed),
  };
  const file = process.env[variables.countsFile];
  if (file) writeFileSync(file, JSON.stringify(counts));
  return counts;
}

/** All counts together. */
export function sum(counts: readonly Counts[]): Counts {
  const add = (pick: (one: Counts) => number): number =>
    counts.reduce((total, one) => total + pick(one), 0);
  return {
    passed: add(({ passed }) => passed),
    failed: add(({ failed }) => failed),
    skipped: add(({ skipped }) => skipped),
  };
}

function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .map((file) => join(folder, file))
    .sort();
}

/** @returns what each file came to */
async function runFiles(
  files: readonly string[],
  timeoutSeconds: number,
): Promise<Map<string, Counts>> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    timeout: timeoutSeconds * 1000,
    forbidOnly: true,
  });
  const pattern = process.env['MOCHA_GREP'];
  if (pattern) mocha.grep(new RegExp(pattern));
  for (const file of files) mocha.addFile(file);
  // One that ran before would tell of no test.
  mocha.unloadFiles();
  const counts = new Map<string, Counts>();
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    const count = (name: keyof Counts, file = ''): void => {
      const now = counts.get(file) ?? { passed: 0, failed: 0, skipped: 0 };
      counts.set(file, { ...now, [name]: (now[name] ?? 0) + 1 });
    };
    runner.on('pass', ({ file }) => count('passed', file));
    runner.on('pending', ({ file }) => count('skipped', file));
    runner.on('fail', ({ file }, error: unknown) => {
      count('failed', file);
      if (!Mocha.reporters.Base.useColors) makePlain(error);
    });
  });
  return counts;
}

/** Playwright colours its messages whatever the terminal. */
function makePlain(error: unknown): void {
  if (!(error instanceof Error)) return;
  error.message = stripVTControlCharacters(error.message);
  if (error.stack) error.stack = stripVTControlCharacters(error.stack);
}
