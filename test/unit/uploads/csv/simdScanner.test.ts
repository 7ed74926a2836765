import assert from 'node:assert/strict';
import { RecordScanner, type Scanner } from '../../../../src/uploads/csv/scanner';
import { createScanner, SimdScanner } from '../../../../src/uploads/csv/simdScanner';
import { rounds } from '../../../support/rounds';
import { seededRandom } from '../../../support/seededRandom';

const start = { offset: 1000, line: 7 };

/** Everything that a scanner tells, at each cut and at the end. */
function everythingOf(
  scanner: Scanner,
  bytes: Buffer,
  pieces: readonly number[],
  partBytes: number,
) {
  const told: unknown[] = [];
  let from = 0;
  let partStart = start.offset;
  for (let step = 0; from < bytes.length; step += 1) {
    const piece = bytes.subarray(from, from + (pieces[step % pieces.length] ?? 1));
    for (let index = 0; index < piece.length;) {
      index = scanner.scan(piece, index, partStart + partBytes);
      told.push([index, ...stateOf(scanner)]);
      if (scanner.boundary >= partStart + partBytes) partStart = scanner.boundary;
    }
    from += piece.length;
  }
  told.push([scanner.openQuoteLine, scanner.finish(), ...stateOf(scanner)]);
  return told;
}

function stateOf(scanner: Scanner): unknown[] {
  const { records, strayQuotes, boundary, boundaryLine, mismatch } = scanner;
  return [records, strayQuotes, boundary, boundaryLine, mismatch];
}

/** Fields as files have them, and every so often something out of place. */
function randomCsv(random: () => number, disorder: number, mostRecords: number): Buffer {
  const orderly = [
    'abc',
    '',
    '1234567890',
    '"x"',
    '"a,b"',
    '"a\nb"',
    '"say ""so"""',
    '""',
    '"\r\n"',
  ];
  const odd = ['"', 'a"b', '"a"b', '"a"\r', '\r', '"\n', '""a'];
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const lineBreak = random() < 0.5 ? '\n' : '\r\n';
  const columns = 1 + Math.floor(random() * 4);
  const field = (): string => (random() < disorder ? pick(odd) : pick(orderly));
  const record = (): string =>
    random() < disorder ? '' : Array.from({ length: columns }, field).join(',');
  const text = Array.from({ length: Math.floor(random() * mostRecords) }, record).join(lineBreak);
  return Buffer.from(random() < 0.5 ? text : text + lineBreak);
}

describe('SimdScanner', () => {
  for (const [what, disorder] of [
    ['orderly', 0],
    ['hardly disordered', 0.002],
    ['slightly disordered', 0.02],
    ['disordered', 0.3],
  ] as const)
    it(`tells what the plain scanner tells of ${what} files, whatever the cuts`, () => {
      const random = seededRandom(11 + disorder * 100);
      for (let round = 0; round < rounds(500); round += 1) {
        // Most files are short, so that many odd ones are tried; some fill the scanner's blocks.
        const mostRecords = round % 20 === 0 ? 1000 : 40;
        const bytes = randomCsv(random, disorder, mostRecords);
        const longest = mostRecords * 8;
        const pieces = Array.from({ length: 4 }, () => 1 + Math.floor(random() * longest));
        const partBytes = 1 + Math.floor(random() * longest);
        const columns = random() < 0.5 ? undefined : 1 + Math.floor(random() * 3);
        assert.deepEqual(
          everythingOf(new SimdScanner({ ...start, columns }), bytes, pieces, partBytes),
          everythingOf(new RecordScanner({ ...start, columns }), bytes, pieces, partBytes),
          `${JSON.stringify(bytes.toString())} in pieces of ${pieces.join()}, parts of ${partBytes}`,
        );
      }
    });

  it('takes pieces that are larger than its memory', () => {
    const bytes = Buffer.from('1,"two\n2",3\n'.repeat(1_000_000));
    const scanner = new SimdScanner({ offset: 0, line: 1 });
    assert.equal(scanner.scan(bytes, 0, Number.POSITIVE_INFINITY), bytes.length);
    assert.deepEqual([scanner.records, scanner.boundary], [1_000_000, bytes.length]);
  });

  it('looks for another delimiter where it is told to', () => {
    const scanner = new SimdScanner({ offset: 0, line: 1, columns: 2, delimiter: 0x3b });
    scanner.scan(Buffer.from('a;b\n"x;y";"z"\n1;2;3\n'), 0, Number.POSITIVE_INFINITY);
    assert.deepEqual(scanner.mismatch, { line: 3, expected: 2, found: 3 });
  });

  it('is what this engine gets', () => {
    assert.ok(createScanner({ offset: 0, line: 1 }) instanceof SimdScanner);
  });
});
