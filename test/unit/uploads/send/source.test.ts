import assert from 'node:assert/strict';
import { setTimeout as pass } from 'node:timers/promises';
import { rename, utimes } from 'node:fs/promises';
import { openDescriptor, readVersion, Source } from '../../../../src/uploads/send/source';
import { withTemporaryFolder } from '../../../support/temporaryFolder';

const mebibyte = 1024 * 1024;
const slowMilliseconds = 120;
const text = Buffer.from(Array.from({ length: 9 * mebibyte }, (_, index) => (index * 7919) >> 3));

describe('A file that was looked at', () => {
  const folder = withTemporaryFolder();

  it('is not opened if another one is at its path by now', async () => {
    const path = await folder().write('swapped.csv', 'a,b\n1,2\n');
    const version = await readVersion(path);
    await folder().write('swapped.csv', 'a,b\n1,23\n');
    await assert.rejects(Source.open(version), { kind: 'sourceChanged' });
    await assert.rejects(openDescriptor(version), { kind: 'sourceChanged' });
  });

  it('is another one once it was replaced, even with the same size and date', async function () {
    // Windows doesn't let anybody replace a file that is open.
    if (process.platform === 'win32') return this.skip();
    const path = await folder().write('replaced.csv', 'a,b\n1,2\n');
    const date = new Date(1_700_000_000_000);
    await utimes(path, date, date);
    const opened = await Source.open(await readVersion(path));
    await opened.assertUnchanged();
    const other = await folder().write('other.csv', 'a,b\n9,9\n');
    await utimes(other, date, date);
    await rename(other, path);
    await assert.rejects(opened.assertUnchanged(), { kind: 'sourceChanged' });
    await opened.close();
  });
});

describe('A file that is read for sending', () => {
  let source: Source;
  // Before its folder is removed, which Windows refuses while a file in it is open.
  after(() => source.close());
  const folder = withTemporaryFolder();

  before(async () => {
    source = await Source.open(await readVersion(await folder().write('text.csv', text)));
  });

  /** The next piece, which must hold what the file has there. */
  async function take(pieces: AsyncIterator<Uint8Array>, start: number): Promise<Uint8Array> {
    const { value } = (await pieces.next()) as { value: Uint8Array };
    assertHolds(value, start);
    return value;
  }

  function assertHolds(piece: Uint8Array, start: number): void {
    assert.ok(text.subarray(start, start + piece.length).equals(piece), `other bytes at ${start}`);
  }

  it('comes in large pieces while they are taken quickly, and in small ones else', async () => {
    const pieces = source.read(0, text.length);
    const sizes: number[] = [];
    for (const isSlow of [false, false, true, false, false]) {
      const sum = sizes.reduce((total, size) => total + size, 0);
      sizes.push((await take(pieces, sum)).length);
      if (isSlow) await pass(slowMilliseconds);
    }
    // One is always read ahead: what it showed of the line counts for the one after the next.
    const [small, large] = [mebibyte / 2, 2 * mebibyte];
    assert.deepEqual(sizes, [small, small, large, large, small]);
  });

  it('uses buffers again, but none of a piece that is still held', async () => {
    const readers = [0, 4 * mebibyte].map((start) => ({
      pieces: source.read(start, start + 4 * mebibyte),
      position: start,
      held: undefined as { piece: Uint8Array; start: number } | undefined,
    }));
    const buffers = new Set<unknown>();
    for (let round = 0; round < 3; round += 1)
      for (const reader of readers) {
        const piece = await take(reader.pieces, reader.position);
        buffers.add(piece.buffer);
        reader.held = { piece, start: reader.position };
        reader.position += piece.length;
        for (const { held } of readers) if (held) assertHolds(held.piece, held.start);
      }
    // Each reader holds one and has one ahead.
    assert.equal(buffers.size, 4);
  });

  it('keeps a small rest as it is, which may be sent after more was asked for', async () => {
    const rest = 20_000;
    const pieces = source.read(0, mebibyte / 2 + rest);
    await take(pieces, 0);
    const last = await take(pieces, mebibyte / 2);
    assert.equal((await pieces.next()).done, true);
    for await (const piece of source.read(6 * mebibyte, text.length)) assert.ok(piece.length > 0);
    assertHolds(last, mebibyte / 2);
    assert.equal(last.length, rest);
  });
});
