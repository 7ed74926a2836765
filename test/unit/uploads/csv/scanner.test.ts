import assert from 'node:assert/strict';
import { RecordScanner, type ColumnMismatch } from '../../../../src/uploads/csv/scanner';
import { rounds } from '../../../support/rounds';
import { seededRandom } from '../../../support/seededRandom';
import { referenceRecords, type ReferenceRecord } from './referenceRecords';

/** Scans a text in pieces of these sizes, over and over, with a cut wherever a part is full. */
function scan(text: string, pieceSizes: readonly number[], partBytes: number, columns?: number) {
  const scanner = new RecordScanner({ offset: 0, line: 1, columns });
  const bytes = Buffer.from(text, 'latin1');
  const cuts: { end: number; records: number; nextLine: number }[] = [];
  let start = 0;
  let step = 0;
  for (let from = 0; from < bytes.length; step += 1) {
    const piece = bytes.subarray(from, from + (pieceSizes[step % pieceSizes.length] ?? 1));
    for (let index = 0; index < piece.length;) {
      index = scanner.scan(piece, index, start + partBytes);
      if (scanner.boundary >= start + partBytes) {
        cuts.push(cutOf(scanner));
        start = scanner.boundary;
      }
    }
    from += piece.length;
  }
  const { openQuoteLine } = scanner;
  const missesBreak = scanner.finish();
  if (scanner.boundary > start) cuts.push(cutOf(scanner));
  return { scanner, cuts, openQuoteLine, missesBreak };
}

function cutOf({ boundary, records, boundaryLine }: RecordScanner) {
  return { end: boundary, records, nextLine: boundaryLine };
}

/** Texts in which whatever matters to CSV is frequent. */
function randomText(random: () => number): string {
  const alphabet = [
    '"',
    '""',
    ',',
    '\n',
    '\r\n',
    '\r',
    'a',
    'bc',
    '\n\n',
    ',"',
    '",',
    '"\n',
    '\xff',
  ];
  const length = Math.floor(random() * 60);
  const pick = (): string => alphabet[Math.floor(random() * alphabet.length)] ?? '';
  return Array.from({ length }, pick).join('');
}

const isEmptyLine = ({ text }: ReferenceRecord): boolean => text === '\n' || text === '\r\n';

function expectedMismatch(
  records: readonly ReferenceRecord[],
  columns: number,
): ColumnMismatch | undefined {
  const last = records.findLastIndex((record) => columns === 1 || !isEmptyLine(record));
  const wrong = records.slice(0, last + 1).find(({ fields }) => fields !== columns);
  return wrong && { line: wrong.line, expected: columns, found: wrong.fields };
}

describe('RecordScanner', () => {
  it('finds the records that a slow and obvious reading finds, whatever the cuts', () => {
    const random = seededRandom(7);
    for (let round = 0; round < rounds(20_000); round += 1) {
      const text = randomText(random);
      const pieces = Array.from({ length: 5 }, () => 1 + Math.floor(random() * 9));
      const partBytes = 1 + Math.floor(random() * 20);
      const columns = 1 + Math.floor(random() * 3);
      const { scanner, cuts, openQuoteLine, missesBreak } = scan(text, pieces, partBytes, columns);
      const reference = referenceRecords(text);
      const what = `${JSON.stringify(text)} in pieces of ${pieces.join()}, parts of ${partBytes}`;
      assert.equal(openQuoteLine, reference.openQuoteLine, what);
      if (openQuoteLine !== undefined) continue;
      const counted = reference.records.filter((each) => columns === 1 || !isEmptyLine(each));
      assert.equal(scanner.records, counted.length, what);
      assert.equal(cuts.at(-1)?.end ?? 0, counted.at(-1)?.end ?? 0, what);
      assert.equal(missesBreak, text !== '' && !text.endsWith('\n'), what);
      assert.deepEqual(scanner.mismatch, expectedMismatch(reference.records, columns), what);
      assertCuts(cuts, counted, partBytes, what);
    }
  });

  it('takes the number of columns from the first record', () => {
    const { scanner } = scan('a,b,c\n1,2,3\n1,2\n', [4], 100);
    assert.equal(scanner.columns, 3);
    assert.deepEqual(scanner.mismatch, { line: 3, expected: 3, found: 2 });
  });

  for (const [what, text, expected] of [
    ['too few', 'a,b\n1\n', { line: 2, expected: 2, found: 1 }],
    ['too many', 'a,b\n1,2\n1,2,3\n', { line: 3, expected: 2, found: 3 }],
    ['a line break in quotes before', 'a,"\n\r\n"\n1\n', { line: 4, expected: 2, found: 1 }],
    ['an empty line in the middle', 'a,b\r\n\r\n1,2\r\n', { line: 2, expected: 2, found: 1 }],
    ['two empty lines in the middle', 'a,b\n\n\n1,2\n', { line: 2, expected: 2, found: 1 }],
    ['only empty lines at the end', 'a,b\n1,2\n\n\r\n\n', undefined],
    ['a comma too many at the end', 'a,b\n1,2,', { line: 2, expected: 2, found: 3 }],
    ['a wrong last record without a break', 'a,b\n1', { line: 2, expected: 2, found: 1 }],
  ] as const)
    it(`names the line of a record with ${what}`, () => {
      for (const size of [1, 2, 3, 100])
        assert.deepEqual(scan(text, [size], 3).scanner.mismatch, expected);
    });

  it('counts an empty line as a record where there is one column', () => {
    assert.equal(scan('a\n\nb\n\r\n', [2], 100, 1).scanner.records, 4);
  });

  for (const [text, strayQuotes] of [
    ['5" pipe,7"\n', 2],
    ['"a"b,c\n', 1],
    ['"a"\rb,c\n', 1],
    ['"a""b","c"\r\n', 0],
    ['a"b"c\n"d"\n', 2],
  ] as const)
    it(`counts ${strayQuotes} quotes out of place in ${JSON.stringify(text)}`, () => {
      for (const size of [1, 2, 100])
        assert.equal(scan(text, [size], 100).scanner.strayQuotes, strayQuotes);
    });

  it('says on which line a quote opens that never closes', () => {
    for (const size of [1, 3, 100]) {
      assert.equal(scan('a,b\n1,"x\ny\n', [size], 100).openQuoteLine, 2);
      assert.equal(scan('a,b\n"x\ny""', [size], 100).openQuoteLine, 2);
      assert.equal(scan('a,b\n"x\ny""","z', [size], 100).openQuoteLine, 3);
      assert.equal(scan('a,b\n1,"x"', [size], 100).openQuoteLine, undefined);
    }
  });

  it('goes on in the middle of a file with the offsets and lines of the file', () => {
    const scanner = new RecordScanner({ offset: 1000, line: 50, columns: 2 });
    const bytes = Buffer.from('a,b\n"c\n",d\nx\n');
    assert.equal(scanner.scan(bytes, 0, 1005), 11);
    assert.deepEqual(cutOf(scanner), { end: 1011, records: 2, nextLine: 53 });
    scanner.scan(bytes, 11, 2000);
    assert.deepEqual(scanner.mismatch, { line: 53, expected: 2, found: 1 });
  });
});

/** Each cut ends with the first record at or behind the size of a part. */
function assertCuts(
  cuts: ReturnType<typeof cutOf>[],
  records: readonly ReferenceRecord[],
  partBytes: number,
  what: string,
): void {
  let start = 0;
  let index = 0;
  for (const cut of cuts) {
    const target = start + partBytes;
    while (index < records.length - 1 && (records[index]?.end ?? 0) < target) index += 1;
    assert.equal(cut.end, records[index]?.end, what);
    assert.equal(cut.records, index + 1, what);
    start = cut.end;
    index += 1;
  }
  assert.equal(index, records.length, what);
}
