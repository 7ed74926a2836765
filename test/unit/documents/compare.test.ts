import assert from 'node:assert/strict';
import type { JsonObject, JsonValue } from '../../../src/base/json';
import { parseJson } from '../../../src/base/jsonText';
import { changedPaths, formatPath, isSame, isTaken, valueAt } from '../../../src/documents/compare';

describe('Comparing bodies', () => {
  it('names the deepest fields that differ, and takes a list for one field', () => {
    const before = { id: 1, dataSource: { name: 'x', owner: { id: '1' } }, list: [1, 2], gone: 1 };
    const after = {
      id: 1,
      dataSource: { name: 'y', owner: { id: '2' } },
      list: [1, 3],
      added: null,
    };
    assert.deepEqual(changedPaths(before, after).map(formatPath), [
      'dataSource.name',
      'dataSource.owner.id',
      'list',
      'gone',
      'added',
    ]);
  });

  it('does not mind the order of keys', () => {
    assert.ok(isSame({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }));
    assert.ok(!isSame({ a: null }, {}));
  });

  it('names the entries of a list by their names, and takes one whose order changed for one field', () => {
    const columns = (...names: string[]): JsonObject => ({
      columns: names.map((name) => ({
        name: name.toLowerCase(),
        upper: name === name.toUpperCase(),
      })),
    });
    assert.deepEqual(changedPaths(columns('a', 'b', 'c'), columns('a', 'B', 'd')).map(formatPath), [
      'columns.b.upper',
      'columns.c',
      'columns.d',
    ]);
    assert.deepEqual(changedPaths(columns('a', 'b'), columns('b', 'a')), [['columns']]);
    assert.deepEqual(changedPaths(columns('a', 'a'), columns('a', 'A')), [['columns']]);
  });

  it('takes no name for a field that every object inherits', () => {
    assert.deepEqual(changedPaths({}, { constructor: 1 }), [['constructor']]);
    assert.equal(valueAt({}, ['constructor', 'name']), undefined);
  });

  it('tells numbers apart that JavaScript would round to the same one', () => {
    const [left, right, again] = ['9007199254740993', '9007199254740994', '9007199254740993.0'].map(
      (number) => ({ id: parseJson(number) }),
    );
    assert.ok(left && right && again);
    assert.deepEqual(changedPaths(left, right), [['id']]);
    assert.deepEqual(changedPaths(left, again), []);
    assert.equal(isTaken(left, { id: '9007199254740993' }), true);
    assert.equal(isTaken(left, { id: 9007199254740992 }), false);
  });

  for (const [sent, kept, expected] of [
    [1, 1, true],
    [1, '1', true],
    ['1', 1, true],
    ['a', 'b', false],
    ['undefined', undefined, false],
    [null, undefined, true],
    [undefined, null, true],
    [null, 'kept', false],
    [{ name: 'x' }, { name: 'x', id: 7 }, true],
    [{ name: 'x' }, { id: 7 }, false],
    [
      [{ name: 'a', value: 1 }, { name: 'b' }],
      [{ name: 'b' }, { name: 'a', value: '1', type: 'string' }],
      true,
    ],
    [[{ name: 'a' }], [{ name: 'a' }, { name: 'b' }], false],
    [
      [
        { name: 'a', value: 1 },
        { name: 'a', value: 2 },
      ],
      [
        { name: 'a', value: 2 },
        { name: 'a', value: 1 },
      ],
      true,
    ],
    [
      [{ name: 'a' }, { name: 'a' }, { name: 'b' }],
      [{ name: 'a' }, { name: 'b' }, { name: 'b' }],
      false,
    ],
    [[1, 2], [2, 1], false],
    [{ a: {} }, { a: 'x' }, false],
  ] as const)
    it(`holds ${JSON.stringify(sent)} for ${expected ? '' : 'not '}taken by ${JSON.stringify(kept)}`, () => {
      assert.equal(isTaken(sent as JsonValue | undefined, kept as JsonValue | undefined), expected);
    });
});
