import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog } from '../../../src/base/log';
import type { UploadEntry } from '../../../src/vscode/uploads/uploadEntry';
import { UploadLedger, type UploadRecord } from '../../../src/vscode/uploads/uploadLedger';
import { UploadRecords } from '../../../src/vscode/uploads/uploadRecords';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const diskBytes = 64 * 1024;

describe('The records of uploads', () => {
  const folder = withTemporaryFolder();
  let told: string[];
  beforeEach(() => {
    told = [];
  });

  const recordsIn = (directory: string): UploadRecords =>
    new UploadRecords(new UploadLedger(directory), silentLog, (message) => told.push(message));

  it('are this window’s own, until they are left to any window', async () => {
    const directory = join(folder().path, 'uploads');
    const records = recordsIn(directory);
    const ownerOf = (): number => {
      const [json = ''] = readFileSync(join(directory, 'one.json'), 'utf8').split('\n');
      return (JSON.parse(json) as UploadRecord).ownerProcess;
    };
    await records.keep(upload());
    assert.equal(ownerOf(), process.pid);
    await records.leave([upload()]);
    assert.equal(ownerOf(), 0);
    assert.deepEqual(told, []);
  });

  it('that do not fit on a full disk are told of once, and written when there is room again', async function () {
    const disk = join(folder().path, 'disk');
    if (!mountSmallDisk(disk)) return this.skip();
    try {
      const records = recordsIn(join(disk, 'uploads'));
      await records.keep(upload(1));
      fill(join(disk, 'other'));
      for (const parts of [5_000, 10_000]) await records.keep(upload(parts));
      assert.equal(told.length, 1);
      assert.match(told[0] ?? '', /^How far the upload of rows\.csv is .*ENOSPC.* It goes on, but/);
      const { records: left } = await new UploadLedger(join(disk, 'uploads')).load();
      assert.equal(left[0]?.job.accepted.length, 1, 'the last record that was written is whole');
      rmSync(join(disk, 'other'));
      await records.keep(upload(2));
      assert.deepEqual(readdirSync(join(disk, 'uploads')), ['one.json']);
      fill(join(disk, 'other'));
      await records.keep(upload(10_000));
      assert.equal(told.length, 2, 'a disk that is full again is told of again');
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

function upload(parts = 0): UploadEntry {
  const accepted = Array.from({ length: parts }, (_, index) => index + 1);
  const job = { uploadId: 'one', source: { path: '/data/rows.csv' }, cuts: [], accepted };
  return { job } as unknown as UploadEntry;
}

/** A disk of a few kilobytes; false where this machine doesn't let us have one. */
function mountSmallDisk(path: string): boolean {
  mkdirSync(path);
  try {
    const size = `size=${diskBytes}`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fill(file: string): void {
  const { bavail, bsize } = statfsSync(join(file, '..'));
  writeFileSync(file, Buffer.alloc(bavail * bsize));
}
