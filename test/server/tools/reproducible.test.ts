import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const runFile = promisify(execFile);
const secondsPerBuild = 60;
/** What the shipped bundles are made of. */
const inputs = ['esbuild.mjs', 'package.json', 'tsconfig.json', 'src', 'notices'];

describe('The same sources', () => {
  const folder = withTemporaryFolder();

  /** The hash of each file that a build in a folder of its own gives. */
  async function build(name: string): Promise<Record<string, string>> {
    const place = join(folder().path, name);
    // The script lists tests and tools, though it doesn't build them here.
    for (const folder of ['test', 'tools']) await mkdir(join(place, folder), { recursive: true });
    for (const input of inputs) await cp(input, join(place, input), { recursive: true });
    // Hard links take no room, and real folders show whether a path gets into a bundle.
    await runFile('cp', ['-al', join(process.cwd(), 'node_modules'), place]).catch(() =>
      cp('node_modules', join(place, 'node_modules'), { recursive: true, verbatimSymlinks: true }),
    );
    await runFile(process.execPath, ['esbuild.mjs', '--production'], { cwd: place });
    const built = join(place, 'dist');
    const hashes: Record<string, string> = {};
    for (const file of (await readdir(built)).sort())
      hashes[file] = createHash('sha256')
        .update(await readFile(join(built, file)))
        .digest('hex');
    return hashes;
  }

  it('give the same bytes in any folder', async function () {
    this.timeout(2 * secondsPerBuild * 1000);
    const first = await build('one');
    const second = await build(join('another', 'folder with spaces ☕'));
    assert.ok(Object.keys(first).length >= 7, Object.keys(first).join());
    assert.deepEqual(first, second);
  });
});
