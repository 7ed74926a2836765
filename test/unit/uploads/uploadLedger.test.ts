import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UploadLedger, type UploadRecord } from '../../../src/vscode/uploads/uploadLedger';
import { rounds } from '../../support/rounds';
import { seededRandom } from '../../support/seededRandom';
import { withTemporaryFolder } from '../../support/temporaryFolder';

function recordOf(uploadId: string, accepted: number[], ownerProcess = 0): UploadRecord {
  return {
    version: 1,
    ownerProcess,
    connectionId: 'acme',
    streamId: 101,
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
      cuts: [],
      isCut: true,
      accepted,
      commit: 'none',
    },
  };
}

function asWritten(record: UploadRecord): unknown {
  return JSON.parse(JSON.stringify(record));
}

describe('The upload ledger', () => {
  const all = withTemporaryFolder();
  let directory = '';
  let other: ChildProcess | undefined;

  beforeEach(() => {
    directory = mkdtempSync(join(all().path, 'ledger-'));
  });

  afterEach(() => other?.kill());

  it('is empty where nothing was ever written', async () => {
    const ledger = new UploadLedger(join(directory, 'never'));
    assert.deepEqual(await ledger.load(), { records: [], areOthersAlive: false, setAside: [] });
  });

  it('gives back the last state of each upload, and nothing of removed ones', async () => {
    const ledger = new UploadLedger(directory);
    await Promise.all([1, 2, 3].map((part) => ledger.save(recordOf('one', [part]))));
    await ledger.save(recordOf('two', []));
    await ledger.save(recordOf('three', []));
    await ledger.remove('three');
    const { records } = await new UploadLedger(directory).load();
    assert.deepEqual(records, [asWritten(recordOf('one', [3])), asWritten(recordOf('two', []))]);
  });

  it('clears away what a killed process was writing, and not what another one writes now', async () => {
    const [old, fresh] = ['old.json.new', 'fresh.json.new'].map((name) => join(directory, name));
    for (const file of [old ?? '', fresh ?? '']) writeFileSync(file, '{');
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(old ?? '', longAgo, longAgo);
    assert.deepEqual(await new UploadLedger(directory).load(), {
      records: [],
      areOthersAlive: false,
      setAside: [],
    });
    assert.deepEqual(readdirSync(directory), ['fresh.json.new']);
  });

  it('leaves no other files behind', async () => {
    const ledger = new UploadLedger(directory);
    await Promise.all([1, 2, 3].map((part) => ledger.save(recordOf('one', [part]))));
    assert.deepEqual(readdirSync(directory), ['one.json']);
  });

  it('sets a file aside that it cannot read, and one of a newer version', async () => {
    writeFileSync(join(directory, 'cut.json'), '{"version":1,"job":{"cu');
    writeFileSync(
      join(directory, 'newer.json'),
      JSON.stringify({ ...recordOf('x', []), version: 2 }),
    );
    const { records, setAside } = await new UploadLedger(directory).load();
    assert.deepEqual(records, []);
    const names = ['cut.json.unreadable', 'newer.json.newer'];
    assert.deepEqual(setAside, [
      { file: join(directory, 'cut.json.unreadable'), isNewer: false },
      { file: join(directory, 'newer.json.newer'), isNewer: true },
    ]);
    assert.deepEqual(readdirSync(directory), names);
  });

  it('takes any damage to one record without losing another, nor the damaged one', async () => {
    const random = seededRandom(31);
    for (let round = 0; round < rounds(60); round += 1) {
      rmSync(directory, { recursive: true, force: true });
      const ledger = new UploadLedger(directory);
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

  it('leaves an upload to the living process that holds it', async () => {
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const ledger = new UploadLedger(directory);
    await ledger.save(recordOf('one', [], other.pid));
    assert.deepEqual(await ledger.load(), { records: [], areOthersAlive: true, setAside: [] });
  });

  it('lets no window go on with what another one holds', async () => {
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const ledger = new UploadLedger(directory);
    await ledger.save(recordOf('one', [1], other.pid));
    await assert.rejects(ledger.assertOurs('one'), { kind: 'conflict' });
    await ledger.save(recordOf('one', [1], 0));
    await ledger.assertOurs('one');
    await ledger.save(recordOf('one', [1], process.pid));
    const [record] = (await ledger.load()).records;
    assert.equal(record?.ownerProcess, process.pid);
  });

  it('has one window at a time upload to a stream', async () => {
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const ledger = new UploadLedger(directory);
    const { connectionId, streamId } = recordOf('two', []);
    await ledger.save(recordOf('one', [], other.pid));
    await assert.rejects(ledger.assertStreamFree({ connectionId, streamId }), {
      kind: 'conflict',
      message: 'Another window has an upload to Orders. Finish or cancel that one first.',
    });
    await ledger.assertStreamFree({ connectionId, streamId: streamId + 1 });
    await ledger.assertStreamFree({ connectionId: 'other', streamId });
    await ledger.save(recordOf('one', [], process.pid));
    await ledger.assertStreamFree({ connectionId, streamId });
  });

  it('takes over from a process that has ended, or not shown itself for long', async () => {
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const ledger = new UploadLedger(directory);
    await ledger.save(recordOf('one', [], other.pid));
    const longAgo = new Date(Date.now() - 5 * 60_000);
    utimesSync(join(directory, 'one.json'), longAgo, longAgo);
    assert.equal((await ledger.load()).records.length, 1);
    await ledger.touch('one');
    assert.equal((await ledger.load()).records.length, 0);
    const ended = new Promise((resolve) => other?.once('exit', resolve));
    other.kill();
    await ended;
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
