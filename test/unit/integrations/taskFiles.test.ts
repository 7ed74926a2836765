import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findTaskFiles } from '../../../src/integrations/taskFiles';
import { failureOf } from '../../support/collect';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';

describe('The files of a task', () => {
  const all = withTemporaryFolder();
  let folder = '';
  let count = 0;

  beforeEach(() => {
    folder = join(all().path, `Workspace (${(count += 1)}) [x]`);
    mkdirSync(folder);
  });

  const write = (...names: string[]): void => {
    for (const name of names) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), 'a\n1\n');
    }
  };
  const found = async (...patterns: string[]): Promise<string[]> =>
    (await findTaskFiles(patterns, folder)).map((path) => basename(path));

  it('are found by a pattern, in the order of their numbers', async () => {
    write('out/o10.csv', 'out/o2.csv', 'out/x.txt');
    assert.deepEqual(await found('out/*.csv'), ['o2.csv', 'o10.csv']);
  });

  it('are each uploaded once, whatever paths and patterns name them', async () => {
    write('out/o.csv');
    const absolute = join(folder, 'out', 'o.csv');
    assert.deepEqual(await found(absolute, 'out/*.csv', './out/o.csv', 'out/../out/o.csv'), [
      'o.csv',
    ]);
    if (ignoresCase) assert.deepEqual(await found('out/O.CSV', 'OUT/*.csv'), ['O.CSV']);
  });

  it('are each uploaded once if a link names one of them again', async function () {
    write('out/o.csv');
    if (!link('o.csv', join(folder, 'out', 'p.csv'))) return this.skip();
    assert.deepEqual(await found('out/*.csv'), ['o.csv']);
  });

  it('are found in folders whose names are patterns too', async () => {
    write('Program Files (x86)/a.csv', '{b}/[c]/b.csv');
    assert.deepEqual(await found(join(folder, 'Program Files (x86)', '*.csv')), ['a.csv']);
    assert.deepEqual(await found('{b}/[c]/*.csv'), ['b.csv']);
    assert.deepEqual(await found('**/*.csv'), ['b.csv', 'a.csv']);
  });

  it('are those of the case that the file system tells apart', async () => {
    write('a.csv', 'B.CSV');
    assert.deepEqual(await found('*.csv'), ignoresCase ? ['a.csv', 'B.CSV'] : ['a.csv']);
  });

  it('are no hidden files, nor those of systems, office programs and jobs', async () => {
    const others = [
      ...['.DS_Store', '.hidden.csv', 'Thumbs.db', 'desktop.ini', '~$book.xlsx', '.~lock.a.csv#'],
      ...['_SUCCESS', '_committed_12', '_started_12', 'part-0.csv.crc'],
    ];
    write('out/a.csv', ...others.map((name) => `out/${name}`));
    assert.deepEqual(await found('out/*'), ['a.csv']);
  });

  it('are refused if a pattern reaches them through a link that leads elsewhere', async function () {
    write('out/a.csv');
    const outside = join(all().path, `outside-${count}`);
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.csv'), 'x\n');
    if (!link(outside, join(folder, 'out', 'linked'))) return this.skip();
    const { message } = await failureOf(findTaskFiles(['out/**/*.csv'], folder));
    assert.match(
      message,
      /secret\.csv is a link to .*secret\.csv, outside the folder\. Name that file/,
    );
    assert.match((await failureOf(found('out/linked/*.csv'))).message, /outside the folder/);
    const named = join(outside, 'secret.csv');
    assert.deepEqual(await findTaskFiles([named], folder), [named]);
  });

  it('are reported if there are none', async () => {
    assert.match((await failureOf(found('*.csv'))).message, /^No file matches “\*\.csv” in /);
    const { message } = await failureOf(findTaskFiles(['a/*.csv'], undefined));
    assert.equal(message, '“a/*.csv” is relative, but no folder is open. Use an absolute path.');
  });
});

/** Windows lets only administrators make links to files. @returns whether there is one now */
function link(target: string, path: string): boolean {
  try {
    symlinkSync(target, path, 'junction');
    return true;
  } catch {
    return false;
  }
}
