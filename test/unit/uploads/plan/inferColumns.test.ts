import assert from 'node:assert/strict';
import { inferColumns } from '../../../../src/uploads/plan/inferColumns';
import { defaultPartSize } from '../../../../src/uploads/upload';

describe('inferColumns', () => {
  const typesOf = (...values: string[]): string | undefined =>
    inferColumns(`x,y\n${values.map((value) => `${value},-`).join('\n')}\n`, true)[0]?.type;

  for (const [values, type] of [
    [['1', '-20', '0'], 'LONG'],
    [['1', '', '3'], 'LONG'],
    [['123456789012345678'], 'LONG'],
    [['1234567890123456789'], 'STRING'],
    [['12345678901234567890', '1.5'], 'STRING'],
    [['007'], 'STRING'],
    [['+1'], 'STRING'],
    [['1', '2.5', '-.5', '1e-3'], 'DOUBLE'],
    [['0.5'], 'DOUBLE'],
    [['1.'], 'STRING'],
    [['00.5'], 'STRING'],
    [['2024-01-31', '2024-02-01'], 'DATE'],
    [['2024-01-31T10:00:00', '2024-01-31 10:00', '2024-01-31T10:00:00.123Z'], 'DATETIME'],
    [['2024-01-31T10:00:00+02:00'], 'DATETIME'],
    [['2024-01-31', '2024-01-31T10:00:00'], 'DATETIME'],
    [['31.01.2024'], 'STRING'],
    [['1', 'x'], 'STRING'],
    [['true'], 'STRING'],
    [['', ''], 'STRING'],
    [[], 'STRING'],
  ] as const)
    it(`takes ${JSON.stringify(values)} for ${type}`, () => {
      assert.equal(typesOf(...values), type);
    });

  it('names columns by the header, and counts where there is no name', () => {
    const names = (text: string, hasHeader: boolean): string[] =>
      inferColumns(text, hasHeader).map(({ name }) => name);
    assert.deepEqual(names(' id ,"a ""b""",\n1,2,3\n', true), ['id', 'a "b"', 'Column 3']);
    assert.deepEqual(names('1,2\n', false), ['Column 1', 'Column 2']);
    assert.deepEqual(names('', true), []);
  });

  it('gives a short record no values', () => {
    assert.deepEqual(
      inferColumns('a,b\n1,2\n3\n', true).map(({ type }) => type),
      ['LONG', 'LONG'],
    );
  });
});

describe('defaultPartSize', () => {
  const mebibyte = 1024 * 1024;
  for (const [fileBytes, concurrency, expected] of [
    [1, 4, 4 * mebibyte],
    [64 * mebibyte, 4, 4 * mebibyte],
    [160 * mebibyte, 4, 10 * mebibyte],
    [160 * mebibyte + 1, 4, 10 * mebibyte + 1],
    [10_000 * mebibyte, 4, 25 * mebibyte],
    [160 * mebibyte, 8, 5 * mebibyte],
  ] as const)
    it(`is ${expected} bytes for ${fileBytes} over ${concurrency} connections`, () => {
      assert.equal(defaultPartSize(fileBytes, concurrency), expected);
    });
});
