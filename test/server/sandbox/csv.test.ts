import assert from 'node:assert/strict';
import { CsvCounter, type CsvFacts } from '../../../src/sandbox/csv';

function count(text: string, pieceBytes: number, columns?: number): CsvFacts {
  const counter = new CsvCounter(columns);
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += pieceBytes)
    counter.push(bytes.subarray(start, start + pieceBytes));
  return counter.end();
}

describe('sandbox: CSV', () => {
  for (const [text, rows] of [
    ['', 0],
    ['a,b', 1],
    ['a,b\n', 1],
    ['a,b\r\nc,d\r\n', 2],
    ['"a\nb",c\nd,"e"\n', 2],
    ['"a""b",""\n"""",""""""\n', 2],
    ['"a,b","c\r\nd"\r\né,☕', 2],
    [',\n,\n', 2],
  ] as const)
    it(`counts ${rows} rows in ${JSON.stringify(text)}, wherever it is cut`, () => {
      const bytes = Buffer.byteLength(text);
      const endsWithLineBreak = text === '' || text.endsWith('\n');
      for (let pieceBytes = 1; pieceBytes <= bytes + 1; pieceBytes += 1)
        assert.deepEqual(count(text, pieceBytes, 2), {
          rows,
          bytes,
          endsWithLineBreak,
          problem: undefined,
        });
    });

  for (const text of ['5" pipe,b\n', 'a,b"c"\n', 'a,"b" \n', 'a,"b"c\r\n', 'a"b,"c""d"\n'])
    it(`takes a quote out of place as text in ${JSON.stringify(text)}, wherever it is cut`, () => {
      for (let pieceBytes = 1; pieceBytes <= text.length; pieceBytes += 1) {
        const { rows, problem } = count(text, pieceBytes, 2);
        assert.deepEqual([rows, problem], [1, undefined]);
      }
    });

  for (const [text, problem] of [
    ['a,b\nc\n', /too few columns, expected 2, found 1, row 2$/],
    ['a,b,c', /too many columns, expected 2, found 3, row 1$/],
    ['a,b\n"c,d\n', /no closing quote, row 2$/],
  ] as const)
    it(`refuses ${JSON.stringify(text)}, wherever it is cut`, () => {
      for (let pieceBytes = 1; pieceBytes <= text.length; pieceBytes += 1)
        assert.match(count(text, pieceBytes, 2).problem ?? '', problem);
    });
});
