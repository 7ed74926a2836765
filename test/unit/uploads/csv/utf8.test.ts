import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { Utf8Checker } from '../../../../src/uploads/csv/utf8';
import { rounds } from '../../../support/rounds';
import { seededRandom } from '../../../support/seededRandom';

function check(bytes: Uint8Array, cuts: readonly number[]): boolean {
  const checker = new Utf8Checker();
  const ends = [...cuts, bytes.length];
  let start = 0;
  let accepted = true;
  for (const end of ends) {
    // The same buffer each time, as a caller that reads a file may do it.
    const piece = Buffer.from(bytes.subarray(start, end));
    accepted = checker.accepts(piece) && accepted;
    piece.fill(0xff);
    start = end;
  }
  return accepted && checker.isComplete;
}

describe('Utf8Checker', () => {
  it('takes valid text at every cut', () => {
    const bytes = Buffer.from('aé€😀z\u{10ffff}\ufeff');
    for (let first = 0; first <= bytes.length; first += 1)
      for (let second = first; second <= bytes.length; second += 1)
        assert.ok(check(bytes, [first, second]), `cut at ${first} and ${second}`);
  });

  it('agrees with a look at the whole, whatever the bytes and the cuts', () => {
    const random = seededRandom(11);
    const bytes = [
      0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0xf4, 0xff,
    ];
    for (let round = 0; round < rounds(20_000); round += 1) {
      const length = Math.floor(random() * 7);
      const text = Uint8Array.from(
        { length },
        () => bytes[Math.floor(random() * bytes.length)] ?? 0,
      );
      const cuts = [random(), random()].map((part) => Math.floor(part * (length + 1))).sort();
      assert.equal(check(text, cuts), isUtf8(text), `${text.join()} cut at ${cuts.join()}`);
    }
  });
});
