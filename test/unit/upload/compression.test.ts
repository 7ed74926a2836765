import assert from 'node:assert/strict';
import { CompressionChooser } from '../../../src/upload/compression';

const mebibyte = 1024 * 1024;

/** What is chosen after one plain part and one compressed part, each of 16 MiB, by two processors. */
function choiceAfter(plainMilliseconds: number, compressorMilliseconds: number): string {
  const chooser = new CompressionChooser('auto', 4, 2);
  chooser.sentPlain(16 * mebibyte, plainMilliseconds);
  assert.equal(chooser.next(), 'gzip', 'the compressor is measured');
  chooser.compressed(16 * mebibyte, compressorMilliseconds);
  return chooser.next();
}

describe('Choosing the compression', () => {
  it('goes by the setting where there is one', () => {
    assert.equal(new CompressionChooser('gzip', 4).next(), 'gzip');
    assert.equal(new CompressionChooser('none', 4).next(), 'none');
  });

  it('begins plain on auto, and compresses one part to measure', () => {
    const chooser = new CompressionChooser('auto', 4, 2);
    assert.deepEqual([chooser.next(), chooser.next()], ['none', 'none']);
    chooser.sentPlain(mebibyte, 100);
    assert.deepEqual([chooser.next(), chooser.next()], ['gzip', 'none']);
  });

  // Two threads compress 16 MiB in 160 ms each: 200 MiB a second.
  for (const [plainMilliseconds, rate, expected] of [
    [5_000, 13, 'gzip'],
    [600, 107, 'gzip'],
    [380, 168, 'none'],
    [60, 1067, 'none'],
  ] as const)
    it(`takes ${expected} where the way does ${rate} MiB/s and the compressor 200`, () => {
      assert.equal(choiceAfter(plainMilliseconds, 160), expected);
    });

  it('compresses no more once the server has refused it', () => {
    for (const setting of ['auto', 'gzip'] as const) {
      const chooser = new CompressionChooser(setting, 4, 2);
      chooser.sentPlain(mebibyte, 10_000);
      chooser.next();
      chooser.refused();
      chooser.compressed(mebibyte, 1);
      assert.equal(chooser.next(), 'none');
    }
  });
});
