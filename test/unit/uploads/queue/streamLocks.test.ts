import assert from 'node:assert/strict';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerFiles } from '../../../../src/uploads/queue/ledgerFiles';
import { sealedText } from '../../../../src/uploads/queue/storedUpload';
import { failureOf } from '../../../support/collect';
import { ledgerStream as stream, recordOf, withLedger } from '../../../support/ledgers';
import { rounds } from '../../../support/rounds';

describe('The stream of an upload', () => {
  const window = withLedger();

  it('leaves the uploads to a stream to the living process that holds it', async () => {
    await window().hold();
    await window().ledger.save(recordOf('one', []));
    await window().ledger.locks.release(stream);
    assert.equal((await window().startHolder()).answer, 'held');
    const found = await new LedgerFiles(window().directory).load();
    assert.deepEqual(found, { uploads: [], areOthersAlive: true, setAside: [], failures: [] });
    const failure = await failureOf(window().ledger.locks.hold(stream, 'Orders'));
    assert.match(failure.message, /^Another window has an upload to Orders\./);
    await window().ledger.locks.hold({ ...stream, streamId: 102 }, 'Customers');
    await window().ledger.locks.hold({ ...stream, connectionId: 'other' }, 'Orders');
  });

  it('gives a stream to exactly one of several windows that ask at once', async () => {
    for (let round = 0; round < rounds(3); round += 1) {
      const started = await Promise.all(Array.from({ length: 5 }, () => window().startHolder()));
      const held = started.filter(({ answer }) => answer === 'held');
      assert.equal(held.length, 1, started.map(({ answer }) => answer).join('\n'));
      // The next round finds the lock of a process that is gone.
      await window().killHolders();
    }
  });

  it('takes over at once from a process that was killed', async () => {
    const holder = await window().startHolder();
    await holder.kill();
    await window().ledger.locks.hold(stream, 'Orders');
    await window().ledger.locks.assertHeld(stream);
  });

  it('leaves a stream to a process that slept for hours', async function () {
    // Windows can't stop a process, and tells no start times.
    if (process.platform !== 'linux') return this.skip();
    const holder = await window().startHolder();
    holder.process.kill('SIGSTOP');
    const [lock = ''] = window().locks();
    const longAgo = new Date(Date.now() - 5 * 3_600_000);
    utimesSync(join(window().directory, 'locks', lock), longAgo, longAgo);
    await assert.rejects(window().ledger.locks.hold(stream, 'Orders'), { kind: 'conflict' });
  });

  it('writes nothing more once another process has taken the stream', async () => {
    await window().hold();
    await window().ledger.save(recordOf('one', [1]));
    const [lock = ''] = window().locks();
    rmSync(join(window().directory, 'locks', lock));
    assert.equal((await window().startHolder()).answer, 'held');
    await assert.rejects(window().ledger.locks.assertHeld(stream), { kind: 'conflict' });
    await assert.rejects(window().ledger.save(recordOf('one', [1, 2])), { kind: 'conflict' });
    await window().ledger.locks.release(stream);
    assert.deepEqual(window().locks(), [lock], 'the lock of the other is left');
  });

  it('leaves a record of version 0.1 to the window that still has it', async () => {
    const holder = await window().startHolder();
    const { upload: job, ...record } = recordOf('one', []);
    const first = { version: 1, ownerProcess: holder.process.pid, ...record, job };
    const other = { ...first, connectionId: 'other' };
    writeFileSync(join(window().directory, 'one.json'), sealedText(JSON.stringify(other)));
    assert.deepEqual((await window().ledger.load()).uploads, []);
    await holder.kill();
    assert.equal((await window().ledger.load()).uploads.length, 1);
  });
});
