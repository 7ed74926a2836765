import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import Mocha from 'mocha';
import { CommandError } from '../common/commandError';
import { variables } from '../common/variables';

/** What a run came to; `npm test` adds these up. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const testTimeoutSeconds = 10;

/** Runs every `*.test.js` in a folder and below. `MOCHA_GREP` picks tests by title. */
export async function runMocha(
  folder: string,
  timeoutSeconds = testTimeoutSeconds,
): Promise<Counts> {
  const files = testFiles(folder);
  if (files.length === 0) throw new CommandError(`There is no test file in ${folder}.`);
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    timeout: timeoutSeconds * 1000,
    forbidOnly: true,
  });
  const pattern = process.env['MOCHA_GREP'];
  if (pattern) mocha.grep(new RegExp(pattern));
  for (const file of files) mocha.addFile(join(folder, file));
  const counts = await finish(mocha);
  const file = process.env[variables.countsFile];
  if (file) writeFileSync(file, JSON.stringify(counts));
  return counts;
}

function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .sort();
}

function finish(mocha: Mocha): Promise<Counts> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
    if (!Mocha.reporters.Base.useColors) runner.on('fail', (_test, error) => makePlain(error));
  });
}

/** Playwright colours its messages whatever the terminal. */
function makePlain(error: unknown): void {
  if (!(error instanceof Error)) return;
  error.message = stripVTControlCharacters(error.message);
  if (error.stack) error.stack = stripVTControlCharacters(error.stack);
}
