import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isCancelled } from '../../../src/base/abort';
import type { Convertible } from '../../../src/uploads/formats/convert';
import { convertWherePaid } from '../../../src/uploads/send/convertThread';
import { isUploadError } from '../../../src/uploads/errors';
import { FileThreads } from '../../../src/uploads/send/fileThreads';
import { inspect } from '../../../src/uploads/engine';
import { failureOf } from '../../support/collect';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const threads = new FileThreads(join(process.cwd(), 'dist', 'fileWorker.js'));
const line =
  '{"id":12345,"name":"a text, with a comma","note":"and some more to fill the line with"}\n';
const largeText = line.repeat(Math.ceil((8 * 1024 * 1024) / line.length));

describe('Converting in a thread', function () {
  this.timeout(30_000);
  const folder = withTemporaryFolder();
  const { signal } = new AbortController();
  const outFolder = (): string => join(folder().path, 'converted');
  after(() => threads.stop());
  afterEach(() => rm(outFolder(), { recursive: true, force: true }));

  async function convertibleOf(name: string, text: string): Promise<Convertible> {
    const path = await folder().write(name, text);
    const { version, recipe } = await inspect(path, {
      transportType: 'API',
      columns: undefined,
    });
    assert.ok(recipe);
    return { original: version, recipe };
  }

  it('makes the file that is made without one, and tells how far it is', async () => {
    const convertible = await convertibleOf('large.jsonl', largeText);
    const shares: number[] = [];
    const convert = (own: FileThreads | undefined, name: string) => {
      const path = join(outFolder(), name);
      return convertWherePaid(own, convertible, path, (share) => shares.push(share), signal);
    };
    const inThread = await convert(threads, 'thread.csv');
    assert.ok(shares.some((share) => share > 0 && share < 1));
    assert.deepEqual(shares, shares.toSorted());
    assert.ok(threads.isReady, 'the thread is not there for the cutting');
    const here = await convert(undefined, 'here.csv');
    assert.deepEqual(await readFile(inThread.path), await readFile(here.path));
  });

  it('names the line of what it refuses, and leaves nothing behind', async () => {
    const convertible = await convertibleOf('wrong.jsonl', `${largeText}{"other":1}\n`);
    const path = join(outFolder(), 'wrong.csv');
    const error = await failureOf(
      convertWherePaid(threads, convertible, path, () => undefined, signal),
    );
    assert.ok(isUploadError(error) && error.kind === 'json');
    assert.equal(error.place?.line, largeText.length / line.length + 1);
    assert.deepEqual(await readdir(outFolder()), []);
  });

  it('is stopped in the middle, and leaves nothing behind', async () => {
    const convertible = await convertibleOf('stopped.jsonl', largeText);
    const stop = new AbortController();
    const path = join(outFolder(), 'stopped.csv');
    const error = await failureOf(
      convertWherePaid(threads, convertible, path, () => stop.abort(), stop.signal),
    );
    assert.ok(isCancelled(error));
    assert.deepEqual(await readdir(outFolder()), []);
  });
});
