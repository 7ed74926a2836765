import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Cut } from '../../../src/upload/job';
import { UploadLedger } from '../../../src/vscode/uploads/uploadLedger';
import { sealedText, type UploadRecord } from '../../../src/vscode/uploads/uploadRecord';
import { failureOf } from '../../support/collect';
import { LockHolder } from '../../support/lockHolders';
import { rounds } from '../../support/rounds';
import { seededRandom } from '../../support/seededRandom';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const stream = { connectionId: 'acme', streamId: 101 };

function recordOf(uploadId: string, accepted: number[], cuts: Cut[] = []): UploadRecord {
  return {
    ...stream,
    streamName: 'Orders',
    choices: { updateMethod: undefined, hasHeader: true },
    job: {
      uploadId,
      source: { path: '/data/orders.csv', size: 10, modifiedMilliseconds: 1 },
      options: {
        updateMethod: undefined,
        partSizeBytes: 5,
        measuringParts: 0,
        concurrency: 4,
        compression: 'none',
        retries: 5,
      },
      firstOffset: 0,
      firstLine: 1,
      columns: 2,
      execution: { executionId: 7, uploadId: '70' },
      cuts,
      isCut: true,
      accepted,
      commit: 'none',
    },
  };
}

function cutOf(number: number): Cut {
  const start = (number - 1) * 5;
  return {
    ...{ number, start, end: start + 5, records: 1 },
    ...{ strayQuotes: 0, addBreak: false, nextLine: number + 1 },
  };
}

function asWritten(record: UploadRecord): unknown {
  return JSON.parse(JSON.stringify(record));
}

describe('The upload ledger', () => {
  const all = withTemporaryFolder();
  let directory = '';
  let ledger: UploadLedger;
  const holders: LockHolder[] = [];

  beforeEach(() => {
    directory = mkdtempSync(join(all().path, 'ledger-'));
    ledger = new UploadLedger(directory);
  });

  afterEach(async () => {
    for (const holder of holders.splice(0)) await holder.kill();
  });

  /** A window that holds the stream. */
  async function heldLedger(): Promise<UploadLedger> {
    await ledger.locks.hold(stream, 'Orders');
    return ledger;
  }

  /** What a later window finds, once this one is closed. */
  async function loadLater() {
    await ledger.locks.release(stream);
    ledger = new UploadLedger(directory);
    return ledger.load();
  }

  async function startHolder(): Promise<LockHolder> {
    const holder = await LockHolder.start(directory, stream);
    holders.push(holder);
    return holder;
  }

  const recordFiles = (): string[] => readdirSync(directory).filter((name) => name !== 'locks');

  it('is empty if nothing was ever written', async () => {
    const empty = await new UploadLedger(join(directory, 'never')).load();
    assert.deepEqual(empty, { records: [], areOthersAlive: false, setAside: [] });
  });

  it('gives back the last state of each upload, and nothing of removed ones', async () => {
    await heldLedger();
    await Promise.all([1, 2, 3].map((part) => ledger.save(recordOf('one', [part]))));
    await ledger.save(recordOf('two', []));
    await ledger.save(recordOf('three', []));
    await ledger.remove('three');
    const { records } = await loadLater();
    assert.deepEqual(records.map(asWritten), [
      asWritten(recordOf('one', [3])),
      asWritten(recordOf('two', [])),
    ]);
  });

  it('writes one line for each cut and each accepted part, and reads them all', async () => {
    await heldLedger();
    const record = recordOf('one', []);
    await ledger.save(record);
    const written = readFileSync(join(directory, 'one.json'), 'utf8');
    const numbers = Array.from({ length: 500 }, (_, index) => index + 1);
    for (const number of numbers) {
      record.job.cuts.push(cutOf(number));
      record.job.accepted.push(number);
      await ledger.save(record);
    }
    assert.equal(readFileSync(join(directory, 'one.json'), 'utf8'), written);
    const [list = ''] = recordFiles().filter((name) => name.endsWith('.parts'));
    const lines = readFileSync(join(directory, list), 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 2 * numbers.length);
    const [loaded] = (await loadLater()).records;
    assert.deepEqual(loaded?.job.accepted, numbers);
    assert.deepEqual(loaded.job.cuts, numbers.map(cutOf));
  });

  it('writes the whole record if more than its parts has changed', async () => {
    await heldLedger();
    const record = recordOf('one', []);
    await ledger.save(record);
    record.job.cuts.push(cutOf(1));
    record.job.accepted.push(1);
    await ledger.save(record);
    record.job.commit = 'sent';
    await ledger.save(record);
    const [loaded] = (await loadLater()).records;
    assert.deepEqual([loaded?.job.commit, loaded?.job.accepted], ['sent', [1]]);
    assert.deepEqual(loaded?.job.cuts, [cutOf(1)]);
    await ledger.remove('one');
    assert.deepEqual(recordFiles(), []);
  });

  it('counts no part behind a damaged line of the list', async () => {
    await heldLedger();
    const record = recordOf('one', [], [1, 2, 3].map(cutOf));
    await ledger.save(record);
    for (const number of [1, 2, 3]) {
      record.job.accepted.push(number);
      await ledger.save(record);
    }
    const [list = ''] = recordFiles().filter((name) => name.endsWith('.parts'));
    const text = readFileSync(join(directory, list), 'utf8');
    for (const damaged of [text.replace('"accepted":2', '"accepted":9'), text.slice(0, -70)]) {
      writeFileSync(join(directory, list), damaged);
      const [loaded] = (await loadLater()).records;
      assert.deepEqual(loaded?.job.accepted, damaged.length < text.length ? [1, 2] : [1]);
    }
  });

  it('reports a write that failed to each caller, and does the next one', async () => {
    await heldLedger();
    // A folder in the place of the record.
    mkdirSync(join(directory, 'one.json', 'x'), { recursive: true });
    const saves = [1, 2, 3].map((part) => ledger.save(recordOf('one', [part])));
    const ends = await Promise.allSettled(saves);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    rmSync(join(directory, 'one.json'), { recursive: true });
    await ledger.save(recordOf('one', [4]));
    assert.deepEqual((await loadLater()).records[0]?.job.accepted, [4]);
  });

  it('clears away what a killed process was writing, and not what another one writes now', async () => {
    const names = ['6e6b8f4e-0d51-4f4b-8a35-0a8c4a5f7a01', '6e6b8f4e-0d51-4f4b-8a35-0a8c4a5f7a02'];
    const [old = '', fresh = ''] = names.map((name) => join(directory, `one.json.${name}`));
    for (const file of [old, fresh]) writeFileSync(file, '{');
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(old, longAgo, longAgo);
    assert.deepEqual((await ledger.load()).records, []);
    assert.deepEqual(recordFiles(), [`one.json.${names[1]}`]);
  });

  it('keeps its files from other users of the machine', async function () {
    // Windows has no such bits: there the user's folder is closed to others.
    if (process.platform === 'win32') return this.skip();
    await heldLedger();
    const record = recordOf('one', []);
    await ledger.save(record);
    record.job.accepted.push(1);
    await ledger.save(record);
    const modeOf = (name: string): string =>
      (statSync(join(directory, name)).mode & 0o777).toString(8);
    assert.deepEqual(recordFiles().map(modeOf), ['600', '600']);
    const [lock = ''] = readdirSync(join(directory, 'locks'));
    assert.deepEqual(['', 'locks', join('locks', lock)].map(modeOf), ['700', '700', '600']);
  });

  it('sets a file aside that it cannot read, and one of a newer version', async () => {
    writeFileSync(join(directory, 'cut.json'), '{"version":1,"job":{"cu');
    writeFileSync(join(directory, 'newer.json'), sealedText('{"version":3}'));
    const { records, setAside } = await ledger.load();
    assert.deepEqual(records, []);
    assert.deepEqual(setAside, [
      { file: join(directory, 'cut.json.unreadable'), isNewer: false },
      { file: join(directory, 'newer.json.newer'), isNewer: true },
    ]);
    assert.deepEqual(recordFiles(), ['cut.json.unreadable', 'newer.json.newer']);
  });

  it('takes up a record that an older version has set aside as newer', async () => {
    await heldLedger();
    await ledger.save(recordOf('one', [1]));
    const text = readFileSync(join(directory, 'one.json'), 'utf8');
    rmSync(join(directory, 'one.json'));
    writeFileSync(join(directory, 'one.json.newer'), text);
    assert.deepEqual((await loadLater()).records.map(asWritten), [asWritten(recordOf('one', [1]))]);
    assert.deepEqual(recordFiles(), ['one.json']);
  });

  it('sets a record aside whose ID is not the name of its file', async () => {
    await heldLedger();
    for (const uploadId of ['../../outside', 'other']) {
      await ledger.save(recordOf('one', []));
      const [json = ''] = readFileSync(join(directory, 'one.json'), 'utf8').split('\n');
      const changed = json.replace('"uploadId":"one"', `"uploadId":"${uploadId}"`);
      writeFileSync(join(directory, 'one.json'), sealedText(changed));
      const { records, setAside } = await loadLater();
      assert.deepEqual([records, setAside.length], [[], 1]);
      await heldLedger();
    }
  });

  it('takes any damage to one record without losing another, nor the damaged one', async () => {
    const random = seededRandom(31);
    for (let round = 0; round < rounds(60); round += 1) {
      rmSync(directory, { recursive: true, force: true });
      ledger = new UploadLedger(directory);
      await heldLedger();
      await ledger.save(recordOf('good', [1, 2]));
      await ledger.save(recordOf('hurt', [1, 2, 3]));
      const whole = readFileSync(join(directory, 'hurt.json'));
      const damaged = damage(whole, random);
      writeFileSync(join(directory, 'hurt.json'), damaged);
      const { records, setAside } = await ledger.load();
      const ids = records.map(({ job }) => job.uploadId);
      assert.ok(ids.includes('good'));
      const isWhole = damaged.equals(whole);
      assert.deepEqual([ids.includes('hurt'), setAside.length], [isWhole, isWhole ? 0 : 1]);
      const [kept] = readdirSync(directory).filter((name) => name.startsWith('hurt'));
      assert.ok(kept && readFileSync(join(directory, kept)).equals(damaged));
    }
  });

  it('leaves the uploads to a stream to the living process that holds it', async () => {
    await heldLedger();
    await ledger.save(recordOf('one', []));
    await ledger.locks.release(stream);
    assert.equal((await startHolder()).answer, 'held');
    const found = await new UploadLedger(directory).load();
    assert.deepEqual(found, { records: [], areOthersAlive: true, setAside: [] });
    const failure = await failureOf(ledger.locks.hold(stream, 'Orders'));
    assert.match(failure.message, /^Another window has an upload to Orders\./);
    await ledger.locks.hold({ ...stream, streamId: 102 }, 'Customers');
    await ledger.locks.hold({ ...stream, connectionId: 'other' }, 'Orders');
  });

  it('gives a stream to exactly one of several windows that ask at once', async () => {
    for (let round = 0; round < rounds(3); round += 1) {
      const started = await Promise.all(Array.from({ length: 5 }, () => startHolder()));
      const held = started.filter(({ answer }) => answer === 'held');
      assert.equal(held.length, 1, started.map(({ answer }) => answer).join('\n'));
      // The next round finds the lock of a process that is gone.
      for (const holder of holders.splice(0)) await holder.kill();
    }
  });

  it('takes over at once from a process that was killed', async () => {
    const holder = await startHolder();
    await holder.kill();
    await ledger.locks.hold(stream, 'Orders');
    await ledger.locks.assertHeld(stream);
  });

  it('leaves a stream to a process that slept for hours', async function () {
    // Windows can't stop a process, and tells no start times.
    if (process.platform !== 'linux') return this.skip();
    const holder = await startHolder();
    holder.process.kill('SIGSTOP');
    const [lock = ''] = readdirSync(join(directory, 'locks'));
    const longAgo = new Date(Date.now() - 5 * 3_600_000);
    utimesSync(join(directory, 'locks', lock), longAgo, longAgo);
    await assert.rejects(ledger.locks.hold(stream, 'Orders'), { kind: 'conflict' });
  });

  it('writes nothing more once another process has taken the stream', async () => {
    await heldLedger();
    await ledger.save(recordOf('one', [1]));
    const [lock = ''] = readdirSync(join(directory, 'locks'));
    rmSync(join(directory, 'locks', lock));
    assert.equal((await startHolder()).answer, 'held');
    await assert.rejects(ledger.locks.assertHeld(stream), { kind: 'conflict' });
    await assert.rejects(ledger.save(recordOf('one', [1, 2])), { kind: 'conflict' });
    await ledger.locks.release(stream);
    assert.deepEqual(
      readdirSync(join(directory, 'locks')),
      [lock],
      'the lock of the other is left',
    );
  });

  it('leaves a record of version 0.1 to the window that still has it', async () => {
    const holder = await startHolder();
    const first = { version: 1, ownerProcess: holder.process.pid, ...recordOf('one', []) };
    const other = { ...first, connectionId: 'other' };
    writeFileSync(join(directory, 'one.json'), sealedText(JSON.stringify(other)));
    assert.deepEqual((await ledger.load()).records, []);
    await holder.kill();
    assert.equal((await ledger.load()).records.length, 1);
  });
});

/** The bytes cut short, with some of them changed, or followed by others. */
function damage(bytes: Buffer, random: () => number): Buffer {
  const kept = Buffer.from(bytes.subarray(0, Math.floor(random() * (bytes.length + 1))));
  for (let changes = Math.floor(random() * 4); changes > 0 && kept.length > 0; changes -= 1)
    kept[Math.floor(random() * kept.length)] = Math.floor(random() * 256);
  return random() < 0.2 ? Buffer.concat([kept, bytes]) : kept;
}
