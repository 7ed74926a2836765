import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/base/json';
import { changesBetween, shortValue } from '../../../src/documents/changeTexts';
import { risksOf } from '../../../src/documents/risks';
import { notTakenError } from '../../../src/documents/saveErrors';

const columns = (...names: string[]): JsonObject => ({
  schemaDefinition: { columns: names.map((name) => ({ name, type: 'STRING' })) },
});

describe('Changes in words', () => {
  for (const [before, after, expected] of [
    [{ updateMethod: 'APPEND' }, { updateMethod: 'REPLACE' }, ['updateMethod: APPEND → REPLACE']],
    [{ a: { b: 'x y' } }, { a: { b: '' } }, ['a.b: “x y” → “”']],
    [{ a: 1 }, {}, ['a: removed (was 1)']],
    [{}, { a: [1] }, ['a: added: [1]']],
    [{ account: { id: 5, name: 'x' } }, { account: { id: 19 } }, ['account.id: 5 → 19']],
    [columns('a', 'b'), columns('b', 'a'), ['schemaDefinition.columns: new order: b, a']],
    [
      columns('a', 'b'),
      columns('a', 'c'),
      [
        'schemaDefinition.columns.b: removed (was {"name":"b","type":"STRING"})',
        'schemaDefinition.columns.c: added: {"name":"c","type":"STRING"}',
      ],
    ],
  ] as [JsonObject, JsonObject, string[]][])
    it(`are ${expected.join('; ')}`, () => {
      const changes = changesBetween(before, after);
      assert.deepEqual(
        changes.map(({ field, words }) => `${field}: ${words}`),
        expected,
      );
    });

  it('tell of thousands of columns, one by one', () => {
    const columns = (type: string): JsonObject => ({
      columns: Array.from({ length: 5_000 }, (_, number) => ({ name: `column ${number}`, type })),
    });
    assert.equal(changesBetween(columns('STRING'), columns('LONG')).length, 5_000);
  });

  it('cut a long value and keep it in one line', () => {
    assert.equal(shortValue('a\nb'), '“a b”');
    assert.equal(shortValue('x'.repeat(200)).length, 80);
    assert.equal(shortValue(null), 'null');
    const [change] = changesBetween({ a: 'x'.repeat(200) }, { a: 'the new one' });
    assert.match(change?.words ?? '', /^x{31}… → “the new one”$/);
  });

  for (const [what, before, after, expected] of [
    ['another account', { account: { id: 5 } }, { account: { id: 6 } }, ['account.id: 5 → 6']],
    [
      'no account any more',
      { account: { id: 5 } },
      { account: null },
      ['account: {"id":5} → null'],
    ],
    ['a first account', { account: null }, { account: { id: 6 } }, []],
    [
      'another transport',
      { transport: { type: 'API' } },
      { transport: { type: 'SFTP' } },
      ['transport.type: API → SFTP'],
    ],
    ['a column less', columns('a', 'b'), columns('a'), ['Removed columns: b']],
    ['a schema less', columns('a', 'b'), { schemaDefinition: null }, ['Removed columns: a, b']],
    ['a column more, and other fields', columns('a'), { ...columns('a', 'b'), x: 1 }, []],
    ['accounts of another name', { accountant: 1 }, { accountant: 2 }, []],
  ] as [string, JsonObject, JsonObject, string[]][])
    it(`name the risk of ${what}`, () => {
      assert.deepEqual(risksOf(before, after), expected);
    });
});

describe('What Domo did not take', () => {
  const message = (before: JsonObject, wanted: JsonObject, body: JsonObject): string =>
    notTakenError({ before, wanted, body, notTaken: [['a']] }).message;

  it('is told with both values, the former one or a third', () => {
    assert.match(message({ a: 'x' }, { a: 'y' }, { a: 'x' }), /: a is still x, not y\./);
    assert.match(message({ a: 'x' }, { a: 'y y' }, { a: 'z' }), /: a is now z, not “y y”\./);
    assert.match(message({ a: 'x' }, {}, { a: 'x' }), /: a is still x, not absent\./);
  });
});
