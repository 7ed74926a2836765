import assert from 'node:assert/strict';
import { CompressionChooser } from '../../../../src/uploads/send/compression';

const mebibyte = 1024 * 1024;

/** What is chosen after one plain part of 16 MiB and a sample of 1 MiB, by two processors. */
function choiceAfter(plainMilliseconds: number, sampleMilliseconds: number, ratio = 2.5): string {
  const chooser = new CompressionChooser('auto', 4, 2);
  chooser.sampled(mebibyte, mebibyte / ratio, sampleMilliseconds);
  assert.equal(chooser.next(), 'none', 'the way is not measured yet');
  chooser.sentPlain(16 * mebibyte, plainMilliseconds);
  return chooser.next();
}

describe('Choosing the compression', () => {
  it('goes by the setting where there is one', () => {
    assert.equal(new CompressionChooser('gzip', 4).next(), 'gzip');
    assert.equal(new CompressionChooser('none', 4).next(), 'none');
  });

  it('begins plain on auto, and asks for one sample', () => {
    const chooser = new CompressionChooser('auto', 4, 2);
    assert.deepEqual([chooser.next(), chooser.next()], ['none', 'none']);
    assert.deepEqual([chooser.wantsSample(), chooser.wantsSample()], [true, false]);
    chooser.sentPlain(mebibyte, 10_000);
    assert.equal(chooser.next(), 'none', 'the compressor is not measured yet');
    chooser.sampled(mebibyte, mebibyte / 2, 10);
    assert.equal(chooser.next(), 'gzip');
  });

  it('asks for no sample where the setting decides', () => {
    for (const setting of ['gzip', 'none'] as const)
      assert.equal(new CompressionChooser(setting, 4).wantsSample(), false);
  });

  // Two threads compress 1 MiB in 10 ms each: 200 MiB a second.
  for (const [plainMilliseconds, rate, expected] of [
    [5_000, 13, 'gzip'],
    [600, 107, 'gzip'],
    [380, 168, 'none'],
    [60, 1067, 'none'],
  ] as const)
    it(`takes ${expected} where the way does ${rate} MiB/s and the compressor 200`, () => {
      assert.equal(choiceAfter(plainMilliseconds, 10), expected);
    });

  it('sends plain what hardly gets smaller, however slow the way', () => {
    assert.equal(choiceAfter(5_000, 10, 1.05), 'none');
  });

  it('compresses no more once the server has refused it', () => {
    for (const setting of ['auto', 'gzip'] as const) {
      const chooser = new CompressionChooser(setting, 4, 2);
      chooser.sentPlain(mebibyte, 10_000);
      chooser.refused();
      chooser.sampled(mebibyte, 1, 1);
      assert.equal(chooser.next(), 'none');
    }
  });
});
