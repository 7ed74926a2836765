import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import type { JsonObject } from '../../../src/base/json';
import { parseJson } from '../../../src/base/jsonText';
import { shortValue } from '../../../src/documents/changeTexts';
import { streamFieldRule } from '../../../src/documents/fieldRules';
import { marksIn } from '../../../src/documents/marks';
import { transportTemplate } from '../../../src/documents/templates';
import { editsForField } from '../../../src/documents/fieldEdits';
import { valueAt } from '../../../src/documents/compare';

const base: JsonObject = {
  id: 1,
  createdBy: 'me',
  updateMethod: 'APPEND',
  dataSource: { name: 'x', rowCount: 5 },
  schemaDefinition: { columns: [{ name: 'a', type: 'LONG' }] },
};

function found(mine: JsonObject, outcome?: { body: JsonObject; notTaken: string[][] }) {
  const text = JSON.stringify(mine, undefined, 2);
  const marks = marksIn(text, {
    base,
    rule: streamFieldRule,
    ...(outcome && { outcome }),
  });
  return marks.map(({ type, offset, length, fixed, path }) => ({
    mark: `${type} ${text.slice(offset, offset + length)}`,
    repaired: JSON.parse(applyEdits(text, editsForField(text, path, fixed))) as JsonObject,
  }));
}

describe('What is found in a stream’s text', () => {
  it('is nothing where only fields changed that may be changed', () => {
    assert.deepEqual(found({ ...base, updateMethod: 'REPLACE', dataSource: { name: 'y' } }), []);
  });

  it('is each field that can not be changed, at its name, with its former value', () => {
    assert.deepEqual(found({ ...base, id: 2 }), [{ mark: 'fixedField "id"', repaired: base }]);
  });

  it('is one that was added, and one that was removed, at the end', () => {
    assert.deepEqual(found({ ...base, mine: 1 }), [{ mark: 'fixedField "mine"', repaired: base }]);
    const without = Object.fromEntries(
      Object.entries(base).filter(([field]) => field !== 'createdBy'),
    );
    assert.deepEqual(found(without), [{ mark: 'fixedField }', repaired: base }]);
  });

  it('is a word in another case, wherever Domo knows the words', () => {
    const mine = {
      ...base,
      updateMethod: 'replace',
      scheduleState: 'Manual',
      transport: { type: ' api' },
      schemaDefinition: { columns: [{ name: 'a', type: 'long' }] },
    };
    const marks = marksIn(JSON.stringify(mine), undefined);
    assert.deepEqual(
      marks.map(({ path, fixed }) => `${path.join('.')} ${shortValue(fixed(path))}`),
      [
        'updateMethod REPLACE',
        'transport.type API',
        'scheduleState MANUAL',
        'schemaDefinition.columns.a.type LONG',
      ],
    );
    assert.deepEqual(found({ ...base, updateMethod: 'append' }), [
      { mark: 'spelling "updateMethod"', repaired: base },
    ]);
  });

  it('is the same between the comments of a template', () => {
    const text = transportTemplate('SFTP').replace('"REPLACE"', '"replace"');
    const [mark] = marksIn(text, undefined);
    assert.ok(mark);
    const { offset, length, path, fixed } = mark;
    assert.equal(text.slice(offset, offset + length), '"updateMethod"');
    assert.equal(applyEdits(text, editsForField(text, path, fixed)), transportTemplate('SFTP'));
  });

  it('is what Domo did not take, until it is another value', () => {
    const mine = { ...base, dataSource: { name: 'refused', rowCount: 5 } };
    const outcome = { body: base, notTaken: [['dataSource', 'name']] };
    assert.deepEqual(found(mine, outcome), [{ mark: 'notTaken "name"', repaired: base }]);
    assert.deepEqual(found(base, outcome), []);
  });

  it('is looked for in thousands of columns while one types', () => {
    const columns = Array.from({ length: 5_000 }, (_, number) => ({
      name: `column ${number}`,
      type: number === 7 ? 'long' : 'LONG',
    }));
    const [mark, ...others] = marksIn(JSON.stringify({ schemaDefinition: { columns } }), undefined);
    assert.deepEqual(mark?.path, ['schemaDefinition', 'columns', 'column 7', 'type']);
    assert.deepEqual(others, []);
  });

  it('is nothing in a text that is no JSON', () => {
    assert.deepEqual(marksIn('{', { base, rule: streamFieldRule }), []);
  });
});

describe('Putting a field back', () => {
  it('puts back a number as it was written, though JavaScript would round it', () => {
    const large = '{"id":9007199254740993}';
    const edits = editsForField('{"id": 1}', ['id'], (path) => valueAt(parseJson(large), path));
    assert.equal(applyEdits('{"id": 1}', edits), '{"id": 9007199254740993}');
  });

  const source = { a: 1, b: [2, { name: 'x' }], c: {} };
  for (const [what, text, path, expected] of [
    ['an only field', '{\n  "z": 1\n}', ['z'], '{}'],
    ['a first field', '{\n  "z": 1,\n  "a": 1\n}', ['z'], '{\n  "a": 1\n}'],
    ['a last field', '{\n  "a": 1,\n  "z": 1\n}', ['z'], '{\n  "a": 1\n}'],
    ['an entry', '{"b": [{"name": "y"}, {"name": "z"}]}', ['b', 'z'], '{"b": [{"name": "y"}]}'],
  ] as const)
    it(`removes ${what} with its comma`, () => {
      const edits = editsForField(text, path, () => undefined);
      assert.equal(applyEdits(text, edits), expected);
    });

  for (const [what, text, path, expected] of [
    ['an empty object', '{}', ['a'], '{\n  "a": 1\n}'],
    ['one line', '{"z": 1}', ['a'], '{"z": 1, "a": 1}'],
    [
      'lines, with the lines of its value',
      '{\n  "z": 1\n}',
      ['b'],
      '{\n  "z": 1,\n  "b": [\n    2,\n    {\n      "name": "x"\n    }\n  ]\n}',
    ],
    ['the place of another value', '{\n\t"c": 1\n}', ['c'], '{\n\t"c": {}\n}'],
  ] as const)
    it(`adds a field to ${what}`, () => {
      const edits = editsForField(text, path, (each) => valueAt(source, each));
      assert.equal(applyEdits(text, edits), expected);
    });

  it('puts back a whole list where an entry of it is gone', () => {
    const text = JSON.stringify({ columns: [{ name: 'b' }] });
    const body = { columns: [{ name: 'a' }, { name: 'b' }] };
    const edits = editsForField(text, ['columns', 'a'], (path) => valueAt(body, path));
    assert.deepEqual(JSON.parse(applyEdits(text, edits)), body);
  });
});
