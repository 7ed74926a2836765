import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { CancelledError, isCancelled } from '../../../../src/base/abort';
import { gzipBody, plainBody } from '../../../../src/uploads/send/partBody';
import { readVersion, Source } from '../../../../src/uploads/send/source';
import { collectBytes, failureOf } from '../../../support/collect';
import { seededRandom } from '../../../support/seededRandom';
import { withTemporaryFolder } from '../../../support/temporaryFolder';

/** Passes pieces on and notes their sizes. */
async function* measured(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  sizes: number[],
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    sizes.push(piece.length);
    yield piece;
  }
}

describe('the body of a part', () => {
  const folder = withTemporaryFolder();
  const random = seededRandom(5);
  // Hard to compress, so that both forms are several pieces.
  const text = Array.from({ length: 1_500_000 }, () =>
    String.fromCharCode(35 + random() * 90),
  ).join('');
  const cut = {
    number: 2,
    start: 1000,
    end: 1_400_000,
    records: 1,
    strayQuotes: 0,
    addBreak: true,
    nextLine: 2,
  };

  const { signal } = new AbortController();

  for (const [form, make] of [
    ['plain', plainBody],
    ['compressed', gzipBody],
  ] as const)
    it(`is ${form}, of the length that it says, each time that it is opened`, async () => {
      const path = await folder().write('text.csv', text);
      const source = await Source.open(await readVersion(path));
      const told: number[] = [];
      const onBytes = (count: number): unknown => told.push(count);
      const body = await make(source, cut, onBytes, signal);
      for (const times of [1, 2]) {
        const sizes: number[] = [];
        const sent = await collectBytes(measured(body.open(), sizes));
        assert.ok(sizes.length >= 3 && (sizes[0] ?? 0) <= 512 * 1024);
        assert.equal(sent.length, body.length);
        const plain = form === 'plain' ? sent : gunzipSync(sent);
        assert.ok(plain.toString() === `${text.slice(cut.start, cut.end)}\n`);
        const sum = told.reduce((total, count) => total + count);
        assert.equal(sum, times * (cut.end - cut.start));
      }
      assert.deepEqual(
        [body.contentType, body.contentEncoding],
        ['text/csv', form === 'plain' ? undefined : 'gzip'],
      );
      await source.close();
    });

  it('is not sent where the file has become shorter', async () => {
    const path = await folder().write('short.csv', text);
    const source = await Source.open(await readVersion(path));
    await folder().write('short.csv', text.slice(0, 900_000));
    const body = plainBody(source, cut, () => undefined);
    await assert.rejects(collectBytes(body.open()), { kind: 'sourceChanged' });
    await source.close();
  });

  it('is compressed no further when it is no longer wanted', async () => {
    const source = await Source.open(await readVersion(await folder().write('text.csv', text)));
    const stop = new AbortController();
    const body = gzipBody(source, cut, () => undefined, stop.signal);
    stop.abort(new CancelledError());
    assert.ok(isCancelled(await failureOf(body)));
    await source.close();
  });
});
