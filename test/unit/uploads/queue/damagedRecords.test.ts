import assert from 'node:assert/strict';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { LedgerFiles } from '../../../../src/uploads/queue/ledgerFiles';
import { sealedText } from '../../../../src/uploads/queue/storedUpload';
import { asWritten, recordOf, withLedger } from '../../../support/ledgers';
import { rounds } from '../../../support/rounds';
import { seededRandom } from '../../../support/seededRandom';

describe('The records in the upload ledger', () => {
  const window = withLedger();

  it('clears away what a killed process was writing, and not what another one writes now', async () => {
    const names = ['6e6b8f4e-0d51-4f4b-8a35-0a8c4a5f7a01', '6e6b8f4e-0d51-4f4b-8a35-0a8c4a5f7a02'];
    const [old = '', fresh = ''] = names.map((name) =>
      join(window().directory, `one.json.${name}`),
    );
    for (const file of [old, fresh]) writeFileSync(file, '{');
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(old, longAgo, longAgo);
    assert.deepEqual((await window().ledger.load()).uploads, []);
    assert.deepEqual(window().files(), [`one.json.${names[1]}`]);
  });

  it('keeps its files from other users of the machine', async function () {
    // Windows has no such bits: there the user's folder is closed to others.
    if (process.platform === 'win32') return this.skip();
    await window().hold();
    const record = recordOf('one', []);
    await window().ledger.save(record);
    record.upload.accepted.push(1);
    await window().ledger.save(record);
    const modeOf = (name: string): string =>
      (statSync(join(window().directory, name)).mode & 0o777).toString(8);
    assert.deepEqual(window().files().map(modeOf), ['600', '600']);
    const [lock = ''] = readdirSync(join(window().directory, 'locks'));
    assert.deepEqual(['', 'locks', join('locks', lock)].map(modeOf), ['700', '700', '600']);
  });

  it('sets a file aside that it cannot read, and one of a newer version', async () => {
    writeFileSync(join(window().directory, 'cut.json'), '{"version":1,"upload":{"cu');
    writeFileSync(join(window().directory, 'newer.json'), sealedText('{"version":3}'));
    const { uploads, setAside } = await window().ledger.load();
    assert.deepEqual(uploads, []);
    assert.deepEqual(setAside, [
      { file: join(window().directory, 'cut.json.unreadable'), isNewer: false },
      { file: join(window().directory, 'newer.json.newer'), isNewer: true },
    ]);
    assert.deepEqual(window().files(), ['cut.json.unreadable', 'newer.json.newer']);
  });

  it('are loaded although one of them can’t be read', async () => {
    await window().hold();
    await window().ledger.save(recordOf('one', [1]));
    mkdirSync(join(window().directory, 'aaa.json'));
    const { uploads, failures } = await window().loadLater();
    assert.deepEqual([uploads.length, failures.length], [1, 1]);
  });

  it('takes up a record that an older version has set aside as newer', async () => {
    await window().hold();
    await window().ledger.save(recordOf('one', [1]));
    const text = readFileSync(join(window().directory, 'one.json'), 'utf8');
    rmSync(join(window().directory, 'one.json'));
    writeFileSync(join(window().directory, 'one.json.newer'), text);
    assert.deepEqual((await window().loadLater()).uploads.map(asWritten), [
      asWritten(recordOf('one', [1])),
    ]);
    assert.deepEqual(window().files(), ['one.json']);
  });

  it('sets a record aside whose ID is not the name of its file', async () => {
    await window().hold();
    for (const uploadId of ['../../outside', 'other']) {
      await window().ledger.save(recordOf('one', []));
      const [json = ''] = readFileSync(join(window().directory, 'one.json'), 'utf8').split('\n');
      const changed = json.replace('"uploadId":"one"', `"uploadId":"${uploadId}"`);
      writeFileSync(join(window().directory, 'one.json'), sealedText(changed));
      const { uploads, setAside } = await window().loadLater();
      assert.deepEqual([uploads, setAside.length], [[], 1]);
      await window().hold();
    }
  });

  it('takes any damage to one record without losing another, nor the damaged one', async () => {
    const random = seededRandom(31);
    for (let round = 0; round < rounds(60); round += 1) {
      rmSync(window().directory, { recursive: true, force: true });
      window().ledger = new LedgerFiles(window().directory);
      await window().hold();
      await window().ledger.save(recordOf('good', [1, 2]));
      await window().ledger.save(recordOf('hurt', [1, 2, 3]));
      const whole = readFileSync(join(window().directory, 'hurt.json'));
      const damaged = damage(whole, random);
      writeFileSync(join(window().directory, 'hurt.json'), damaged);
      const { uploads, setAside } = await window().ledger.load();
      const ids = uploads.map(({ upload }) => upload.uploadId);
      assert.ok(ids.includes('good'));
      const isWhole = damaged.equals(whole);
      assert.deepEqual([ids.includes('hurt'), setAside.length], [isWhole, isWhole ? 0 : 1]);
      const [kept] = readdirSync(window().directory).filter((name) => name.startsWith('hurt'));
      assert.ok(kept && readFileSync(join(window().directory, kept)).equals(damaged));
    }
  });
});

/** The bytes cut short, with some of them changed, or followed by others. */
function damage(bytes: Buffer, random: () => number): Buffer {
  const kept = Buffer.from(bytes.subarray(0, Math.floor(random() * (bytes.length + 1))));
  for (let changes = Math.floor(random() * 4); changes > 0 && kept.length > 0; changes -= 1)
    kept[Math.floor(random() * kept.length)] = Math.floor(random() * 256);
  return random() < 0.2 ? Buffer.concat([kept, bytes]) : kept;
}
