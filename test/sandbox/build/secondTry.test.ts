import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Counts } from '../../host/mochaRun';
import { variables } from '../../host/variables';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const execute = promisify(execFile);
const mochaTier = join(process.cwd(), 'out', 'test', 'host', 'mochaTier.js');

/** Fails where the file that it writes isn't there yet. */
const failsAtFirst = `
  const { existsSync, writeFileSync } = require('node:fs');
  it('passes at once', () => undefined);
  it('fails at first', () => {
    const isFirst = !existsSync(__filename + '.ran');
    writeFileSync(__filename + '.ran', '');
    if (isFirst) throw new Error('not yet');
  });
`;
const alwaysFails = `it('fails', () => { throw new Error('never'); });`;

describe('A run of tests with a second try', () => {
  const folder = withTemporaryFolder();

  async function run(tries: number): Promise<Counts> {
    const countsFile = join(folder().path, 'counts.json');
    const ended = execute(process.execPath, [mochaTier, folder().path, '5', String(tries)], {
      env: { ...process.env, [variables.countsFile]: countsFile, MOCHA_GREP: '' },
    });
    // Where a test fails, so does the process.
    await ended.catch(() => undefined);
    return JSON.parse(await readFile(countsFile, 'utf8')) as Counts;
  }

  it('runs a file again in which a test failed, and tells how many passed later', async () => {
    await folder().write('one.test.js', failsAtFirst);
    await folder().write('two.test.js', `it('passes', () => undefined);`);
    assert.deepEqual(await run(2), { passed: 3, failed: 0, skipped: 0, passedLater: 1 });
  });

  it('does not hide a test that fails twice, nor one that has no second try', async () => {
    await folder().write('three.test.js', alwaysFails);
    assert.equal((await run(2)).failed, 1);
    await folder().write('four.test.js', failsAtFirst);
    assert.equal((await run(1)).failed, 2);
  });
});
