import assert from 'node:assert/strict';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LockFiles } from '../../../src/base/lockFile';
import { FakeClock } from '../../support/fakeClock';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const lookMilliseconds = 21_000;

describe('A lock file', () => {
  const folder = withTemporaryFolder();
  const clock = new FakeClock();
  let path = '';
  let locks: LockFiles;
  let count = 0;

  beforeEach(() => {
    count += 1;
    path = join(folder().path, `lock-${count}`);
    locks = new LockFiles(clock);
  });

  /** A lock that a process took, as far as its file says. */
  function write(changes: object): void {
    const owner = {
      host: 'elsewhere',
      processId: 1,
      startTime: '1',
      startedMilliseconds: Date.now(),
    };
    writeFileSync(`${path}.1.lock`, JSON.stringify({ ...owner, nonce: 'other', ...changes }));
  }

  async function isTakenAfter(looks: number, before: () => void = () => undefined) {
    for (let look = 0; look < looks; look += 1) {
      before();
      if (await locks.take(path)) return true;
      clock.pass(lookMilliseconds);
    }
    return false;
  }

  it('of this process is held until it is released', async () => {
    const lock = await locks.take(path);
    assert.equal(await locks.take(path), undefined);
    assert.equal(await lock?.isOurs(), true);
    await lock?.release();
    assert.ok(await locks.take(path));
  });

  it('of a machine that can’t be asked is taken once its owner was silent for four looks', async () => {
    write({});
    assert.equal(await isTakenAfter(4), false);
    assert.equal(await isTakenAfter(1), true);
  });

  it('of a machine that can’t be asked is left to an owner that shows that it is alive', async () => {
    write({});
    let seconds = 1_700_000_000;
    const touch = (): void => utimesSync(`${path}.1.lock`, (seconds += 20), seconds);
    assert.equal(await isTakenAfter(20, touch), false);
  });

  it('is not taken by a process that wakes from a long sleep before its owner', async () => {
    write({});
    assert.equal(await isTakenAfter(3), false);
    clock.pass(8 * 3_600_000);
    assert.equal(await isTakenAfter(4), false);
    assert.equal(await isTakenAfter(1), true);
  });

  it('of a machine that can’t be asked is taken at once after many minutes', async () => {
    write({});
    const date = new Date(clock.now() - 11 * 60_000);
    utimesSync(`${path}.1.lock`, date, date);
    assert.ok(await locks.take(path));
  });

  it('of a living process is not taken because the clock was set', async function () {
    if (process.platform !== 'linux') return this.skip();
    const own = await ownOwner();
    write({ ...own, nonce: 'other', startedMilliseconds: 1_500_000_000_000 });
    assert.equal(await locks.take(path), undefined);
  });

  it('that is empty, as its owner was killed while it wrote, is taken after a while', async () => {
    writeFileSync(`${path}.1.lock`, '');
    assert.equal(await isTakenAfter(4), false);
    assert.equal(await isTakenAfter(1), true);
  });

  it('of a process ID that another process has by now is taken at once', async function () {
    if (process.platform !== 'linux') return this.skip();
    const { host, ...own } = await ownOwner();
    write({ ...own, host, startTime: '12345' });
    assert.ok(await locks.take(path));
  });

  it('from before the machine was started is taken at once', async () => {
    const { host } = await ownOwner();
    const other = { processId: process.pid, startTime: '1' };
    write({ host, ...other, startedMilliseconds: 1_500_000_000_000 });
    assert.ok(await locks.take(path));
  });

  /** What this process writes into its locks. */
  async function ownOwner(): Promise<{ host: string; processId: number }> {
    const own = `${path}.own`;
    await locks.take(own);
    return JSON.parse(readFileSync(`${own}.1.lock`, 'utf8')) as { host: string; processId: number };
  }
});
