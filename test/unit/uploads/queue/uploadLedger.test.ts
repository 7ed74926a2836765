import assert from 'node:assert/strict';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog } from '../../../../src/base/log';
import type { UploadEntry } from '../../../../src/uploads/queue/uploadEntry';
import { LedgerFiles } from '../../../../src/uploads/queue/ledgerFiles';
import { UploadLedger } from '../../../../src/uploads/queue/uploadLedger';
import { mountSmallDisk, unmountDisk } from '../../../support/smallDisk';
import { withTemporaryFolder } from '../../../support/temporaryFolder';

const nothingConverted = { discardConverted: () => Promise.resolve() };
const diskBytes = 64 * 1024;

describe('The records of uploads', () => {
  const folder = withTemporaryFolder();
  let told: string[];
  beforeEach(() => {
    told = [];
  });

  /** What a later window finds. */
  async function acceptedIn(directory: string, files: LedgerFiles): Promise<readonly number[]> {
    await files.locks.release(upload());
    const later = new LedgerFiles(directory);
    const { uploads } = await later.load();
    await later.locks.release(upload());
    await files.locks.hold(upload(), 'Orders');
    return uploads[0]?.upload.accepted ?? [];
  }

  it('that do not fit on a full disk are reported once, and written when there is room again', async function () {
    const disk = join(folder().path, 'disk');
    if (!mountSmallDisk(disk, diskBytes)) return this.skip();
    try {
      const directory = join(disk, 'uploads');
      const files = new LedgerFiles(directory);
      await files.locks.hold(upload(), 'Orders');
      const warn = (message: string): unknown => told.push(message);
      const list = { entries: [], hasOpen: () => true };
      const ledger = new UploadLedger({
        ...{ files, list, converted: nothingConverted, log: silentLog, warn },
      });
      await ledger.keep(upload(1));
      fill(join(disk, 'other'));
      for (const parts of [5_000, 10_000]) await ledger.keep(upload(parts));
      assert.equal(told.length, 1);
      assert.match(
        told[0] ?? '',
        /^Can’t save the progress of rows\.csv .*ENOSPC.* continues, but/,
      );
      const accepted = await acceptedIn(directory, files);
      assert.deepEqual(accepted, upload(accepted.length).upload.accepted, 'no other part counts');
      rmSync(join(disk, 'other'));
      await ledger.keep(upload(2));
      assert.deepEqual(await acceptedIn(directory, files), [1, 2]);
      fill(join(disk, 'other'));
      await ledger.keep(upload(10_000));
      assert.equal(told.length, 1, 'it was reported before');
    } finally {
      unmountDisk(disk);
    }
  });
});

function upload(parts = 0): UploadEntry {
  const accepted = Array.from({ length: parts }, (_, index) => index + 1);
  const upload = { uploadId: 'one', source: { path: '/data/rows.csv' }, cuts: [], accepted };
  const options = { partSizeBytes: 1 };
  const stream = { connectionId: 'acme', streamId: 101, streamName: 'Orders', choices: {} };
  return { ...stream, upload: { ...upload, options } } as unknown as UploadEntry;
}

function fill(file: string): void {
  const { bavail, bsize } = statfsSync(join(file, '..'));
  writeFileSync(file, Buffer.alloc(bavail * bsize));
}
