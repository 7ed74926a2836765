import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerFiles } from '../../../../src/uploads/queue/ledgerFiles';
import { asWritten, cutOf, ledgerStream, recordOf, withLedger } from '../../../support/ledgers';

describe('The upload ledger', () => {
  const window = withLedger();

  it('is empty if nothing was ever written', async () => {
    const empty = await new LedgerFiles(join(window().directory, 'never')).load();
    assert.deepEqual(empty, { uploads: [], areOthersAlive: false, setAside: [], failures: [] });
  });

  it('gives back the last state of each upload, and nothing of removed ones', async () => {
    await window().hold();
    await Promise.all([1, 2, 3].map((part) => window().ledger.save(recordOf('one', [part]))));
    await window().ledger.save(recordOf('two', []));
    await window().ledger.save(recordOf('three', []));
    await window().ledger.remove('three');
    const { uploads } = await window().loadLater();
    assert.deepEqual(uploads.map(asWritten), [
      asWritten(recordOf('one', [3])),
      asWritten(recordOf('two', [])),
    ]);
  });

  it('writes one line for each cut and each accepted part, and reads them all', async () => {
    await window().hold();
    const record = recordOf('one', []);
    await window().ledger.save(record);
    const written = readFileSync(join(window().directory, 'one.json'), 'utf8');
    const numbers = Array.from({ length: 500 }, (_, index) => index + 1);
    for (const number of numbers) {
      record.upload.cuts.push(cutOf(number));
      record.upload.accepted.push(number);
      await window().ledger.save(record);
    }
    assert.equal(readFileSync(join(window().directory, 'one.json'), 'utf8'), written);
    const [list = ''] = window()
      .files()
      .filter((name) => name.endsWith('.parts'));
    const lines = readFileSync(join(window().directory, list), 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 2 * numbers.length);
    const [loaded] = (await window().loadLater()).uploads;
    assert.deepEqual(loaded?.upload.accepted, numbers);
    assert.deepEqual(loaded.upload.cuts, numbers.map(cutOf));
  });

  it('writes the whole record if more than its parts has changed', async () => {
    await window().hold();
    const record = recordOf('one', []);
    await window().ledger.save(record);
    record.upload.cuts.push(cutOf(1));
    record.upload.accepted.push(1);
    await window().ledger.save(record);
    record.upload.commit = 'sent';
    await window().ledger.save(record);
    const [loaded] = (await window().loadLater()).uploads;
    assert.deepEqual([loaded?.upload.commit, loaded?.upload.accepted], ['sent', [1]]);
    assert.deepEqual(loaded?.upload.cuts, [cutOf(1)]);
    await window().ledger.remove('one');
    assert.deepEqual(window().files(), []);
  });

  it('counts no part behind a damaged line of the list', async () => {
    await window().hold();
    const record = recordOf('one', [], [1, 2, 3].map(cutOf));
    await window().ledger.save(record);
    for (const number of [1, 2, 3]) {
      record.upload.accepted.push(number);
      await window().ledger.save(record);
    }
    const [list = ''] = window()
      .files()
      .filter((name) => name.endsWith('.parts'));
    const text = readFileSync(join(window().directory, list), 'utf8');
    for (const damaged of [text.replace('"accepted":2', '"accepted":9'), text.slice(0, -70)]) {
      writeFileSync(join(window().directory, list), damaged);
      const [loaded] = (await window().loadLater()).uploads;
      assert.deepEqual(loaded?.upload.accepted, damaged.length < text.length ? [1, 2] : [1]);
    }
  });

  it('reads what is saved behind a list that was damaged', async () => {
    await window().hold();
    const record = recordOf('one', [], [1, 2, 3].map(cutOf));
    await window().ledger.save(record);
    record.upload.accepted.push(1);
    await window().ledger.save(record);
    const [list = ''] = window()
      .files()
      .filter((name) => name.endsWith('.parts'));
    writeFileSync(join(window().directory, list), 'damaged\n');
    const [loaded] = (await window().loadLater()).uploads;
    assert.ok(loaded);
    await window().ledger.save(loaded);
    loaded.upload.accepted.push(1, 2);
    await window().ledger.save(loaded);
    assert.deepEqual((await window().loadLater()).uploads[0]?.upload.accepted, [1, 2]);
  });

  it('saves again after its lock could not be read, and knows what another window removed', async () => {
    await window().hold();
    const { ledger } = window();
    const [lock = ''] = window().locks();
    rmSync(join(window().directory, 'locks', lock));
    await assert.rejects(ledger.save(recordOf('one', [])), { kind: 'conflict' });
    await window().hold();
    await ledger.save(recordOf('one', [1]));
    assert.equal(await ledger.wasRemoved('one'), false);
    rmSync(join(window().directory, 'one.json'));
    assert.equal(await ledger.wasRemoved('one'), true);
    await ledger.remove('one');
    assert.equal(await ledger.wasRemoved('one'), false);
  });

  it('lets go of the stream of an upload that ended while it was taken up', async () => {
    await window().hold();
    await window().ledger.save(recordOf('one', [1]));
    await window().ledger.locks.release(ledgerStream);
    const later = new LedgerFiles(window().directory);
    const take = later.locks.take.bind(later.locks);
    later.locks.take = async (stream) => {
      rmSync(join(window().directory, 'one.json'));
      return take(stream);
    };
    assert.deepEqual((await later.load()).uploads, []);
    assert.deepEqual(window().locks(), []);
  });

  it('reports a write that failed to each caller, and does the next one', async () => {
    await window().hold();
    // A folder in the place of the record.
    mkdirSync(join(window().directory, 'one.json', 'x'), { recursive: true });
    const saves = [1, 2, 3].map((part) => window().ledger.save(recordOf('one', [part])));
    const ends = await Promise.allSettled(saves);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    rmSync(join(window().directory, 'one.json'), { recursive: true });
    await window().ledger.save(recordOf('one', [4]));
    assert.deepEqual((await window().loadLater()).uploads[0]?.upload.accepted, [4]);
  });
});
