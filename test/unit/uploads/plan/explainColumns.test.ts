import assert from 'node:assert/strict';
import { explainColumns, isHeaderWithTwins } from '../../../../src/uploads/plan/explainColumns';
import { uploadTemplate } from '../../../../src/documents/templates';
import { parseDefinition } from '../../../../src/documents/parse';

/** The type and the note of a column with these values. */
function column(...values: string[]): string {
  const text = `x,y\n${values.map((value) => `${value},-`).join('\n')}\n`;
  const [first] = explainColumns(text, true);
  return [first?.type, first?.note].filter(Boolean).join(': ');
}

describe('The columns of a file', () => {
  for (const [values, expected] of [
    [['1', '-20'], /^LONG$/],
    [['9.99', '12', '-0.5'], /^DECIMAL$/],
    [['0.123456789', '1'], /^DOUBLE$/],
    [['1e-3', '2'], /^DOUBLE$/],
    [['2026-01-31'], /^DATE$/],
    [['2026-01-31T08:30:00'], /^DATETIME$/],
    [['a', 'b'], /^STRING$/],
    [['01234', '98765'], /^STRING: Text, as a number would lose the leading zero of 01234\.$/],
    [['1234567890123456789'], /^STRING: Text, as 1234567890123456789 is too long/],
    [['', ''], /^STRING: Empty in the first 2 rows/],
    [[], /^STRING: There are no rows yet/],
    [['31.01.2026', '1.2.26'], /^STRING: Text, as Domo reads days in the form 2026-01-31 only\.$/],
    [['1', '2', 'n/a'], /^STRING: Text: mostly numbers, but also “n\/a”/],
    [['2026-01-31', '2026-02-01', 'open'], /^STRING: Text: mostly days, but also “open”/],
    [['2026-01-31', '2026-02-01T10:00:00'], /^DATETIME$/],
  ] as const)
    it(`are ${String(expected)} for ${JSON.stringify(values)}`, () => {
      assert.match(column(...values), expected);
    });

  it('get names apart that differ only by case, and say so', () => {
    const columns = explainColumns('Name,name,NAME,Name 2\na,b,c,d\n', true);
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['Name', 'name 2', 'NAME 3', 'Name 2 2'],
    );
    assert.match(
      columns[1]?.note ?? '',
      /^“name” in the file: Domo refuses names that differ only by case, as from “Name”\.$/,
    );
  });

  for (const [fields, expected] of [
    [['Name', 'name'], true],
    [['Name', 'Name'], false],
    [['Name', 'other'], false],
    [['Name', 'name', '5'], false],
    [['Größe', 'GRÖßE'], true],
  ] as const)
    it(`are ${expected ? '' : 'not '}named by ${fields.join()}, for its case alone`, () => {
      assert.equal(isHeaderWithTwins(fields), expected);
    });

  it('stand in a template whatever their names are', () => {
    const names = ['a"b', 'c\\d', '/* e */', 'f // g', 'line\nbreak', '☕', ''];
    const columns = names.map((name) => ({ name, type: 'STRING', note: `of ${name}` }));
    const body = parseDefinition(uploadTemplate('*/ "quoted" \u2028 name', columns)) as {
      dataSource: { name: string };
      schemaDefinition: { columns: { name: string }[] };
    };
    assert.deepEqual(
      body.schemaDefinition.columns.map(({ name }) => name),
      names,
    );
    assert.equal(body.dataSource.name, '*/ "quoted" \u2028 name');
  });
});
