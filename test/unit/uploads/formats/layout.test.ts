import assert from 'node:assert/strict';
import { detectLayout } from '../../../../src/uploads/formats/layout';
import { englishOf } from '../../../../src/base/text';
import { describeRecipe, isNeeded } from '../../../../src/uploads/formats/recipe';
import { isUploadError } from '../../../../src/uploads/errors';

const look = (fileName: string, text: string, columnNames?: readonly string[], isWhole = true) =>
  detectLayout({ fileName, text, isWhole }, columnNames);

describe('detectLayout', () => {
  for (const [what, text, delimiter, names] of [
    ['commas', 'id,name\n1,Ann\n', ','],
    ['semicolons', 'id;name\n1;Ann\n2;Bob\n', ';'],
    ['semicolons and decimal commas', 'id;price\n1;2,5\n2;3,5\n', ';'],
    ['semicolons and decimal commas alone', '1;2,5\n2;3,5\n', ';'],
    ['semicolons and as many commas, by the schema', 'a, b;c;d\n1, 2;3;4\n', ';', ['x', 'y', 'z']],
    ['semicolons in irregular rows, by the schema', 'a;b\n1;2\n3\n', ';', ['a', 'b']],
    ['semicolons in most rows', 'a;b\n1;2\n3;4;5\n', ';'],
    ['semicolons in some rows', 'a;b\n1\n2\n', ','],
    ['tabs', 'id\tname\n1\tAnn\n', '\t'],
    ['vertical bars', 'id|name\n1|Ann\n', '|'],
    ['semicolons in the texts of one column', 'note\nfirst; second\nthird\n', ','],
    ['one column by the schema', 'a;b\nc;d\n', ',', ['note']],
    ['other delimiters in quotes', '"a;b",c\nd,e\n', ','],
    ['commas and semicolons in each row', 'a,b;c\nd,e;f\n', ','],
    ['another number of commas than the schema', 'a,b,c\n1,2,3\n', ',', ['a', 'b']],
    ['nothing', '', ','],
  ] as const)
    it(`finds ${what}`, () => {
      assert.deepEqual(look('rows.csv', text, names), { type: 'csv', delimiter });
    });

  it('looks at whole records only', () => {
    const layout = look('rows.csv', 'a;b;c\n1;2;3\n4;5', undefined, false);
    assert.deepEqual(layout, { type: 'csv', delimiter: ';' });
  });

  it('takes tabs for granted in .tsv', () => {
    const layout = look('rows.TSV', 'note, long\na, b\n');
    assert.deepEqual(layout, { type: 'csv', delimiter: '\t' });
  });

  for (const [fileName, text, names, columns] of [
    ['a.ndjson', '{"id":1,"b":"x"}\n{"id":2}\n', [], ['id', 'b']],
    ['a.jsonl', '\n {"id":1}', ['b', 'id'], ['b', 'id']],
    ['a.json', '{"id":1}\n', [], ['id']],
    ['a.log', '{"id":1}\n', [], ['id']],
  ] as const)
    it(`takes ${fileName} for JSON lines`, () => {
      assert.deepEqual(look(fileName, text, names), { type: 'ndjson', columns });
    });

  it('takes no .csv for JSON lines', () => {
    assert.equal(look('a.csv', '{"id":1}\n').type, 'csv');
  });

  for (const text of ['[{"id":1}]\n', '{\n  "id": 1\n}\n', 'id,name\n'])
    it(`refuses ${JSON.stringify(text)} as .json`, () => {
      assert.throws(
        () => look('a.json', text),
        (error) => isUploadError(error) && error.kind === 'json',
      );
    });
});

describe('describeRecipe', () => {
  for (const [recipe, expected] of [
    [{ packing: 'gzip', encoding: 'utf-16le', delimiter: ';' }, 'gzip, UTF-16, semicolons'],
    [{ packing: 'none', encoding: 'windows-1252', delimiter: ',' }, 'Windows-1252'],
    [{ packing: 'zip', encoding: 'utf-8', delimiter: '\t' }, 'zip, tabs'],
    [{ packing: 'none', encoding: 'utf-8', delimiter: ',' }, ''],
  ] as const)
    it(`says “${expected}”`, () => {
      const { delimiter, ...rest } = recipe;
      const whole = { ...rest, layout: { type: 'csv', delimiter } } as const;
      assert.equal(englishOf(describeRecipe(whole)), expected);
      assert.equal(isNeeded(whole), expected !== '');
    });
});
