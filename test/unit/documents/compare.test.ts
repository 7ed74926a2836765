import assert from 'node:assert/strict';
import type { JsonObject, JsonValue } from '../../../src/domo/json';
import {
  changedPaths,
  formatPath,
  isSame,
  isTaken,
  mergeBodies,
  valueAt,
} from '../../../src/vscode/documents/compare';
import { seededRandom } from '../../support/seededRandom';

const keys = ['a', 'b', 'c'];

function randomBody(random: () => number, depth = 0): JsonObject {
  const value = (): JsonValue => {
    if (depth < 2 && random() < 0.4) return randomBody(random, depth + 1);
    if (random() < 0.2) return [Math.floor(random() * 3)];
    return random() < 0.2 ? null : Math.floor(random() * 3);
  };
  const chosen = keys.filter(() => random() < 0.7);
  return Object.fromEntries(chosen.map((key) => [key, value()]));
}

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

  it('merges changes of different fields, also inside of one object', () => {
    const base = { name: 'x', deep: { one: 1, two: 2 } };
    const mine = { name: 'x', deep: { one: 10, two: 2 } };
    const theirs = { name: 'y', deep: { one: 1, two: 20 } };
    const { merged, conflicts } = mergeBodies(base, mine, theirs);
    assert.deepEqual(merged, { name: 'y', deep: { one: 10, two: 20 } });
    assert.deepEqual(conflicts, []);
  });

  for (const [what, mine, theirs, expected] of [
    ['the same field differently', { a: 2 }, { a: 3 }, ['a']],
    ['the same field alike', { a: 2 }, { a: 2 }, []],
    ['a field that the other side removed', { a: 2 }, {}, ['a']],
    ['a field inside of what the other side replaced', { a: { b: 2 } }, { a: 5 }, ['a']],
  ] as const)
    it(`finds ${expected.length} conflicts where both change ${what}`, () => {
      const base = what.includes('inside') ? { a: { b: 1 } } : { a: 1 };
      const { conflicts } = mergeBodies(base, mine, theirs);
      assert.deepEqual(
        conflicts.map(([field]) => field),
        expected,
      );
    });

  it('never invents a value and never drops a change', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 5_000; round += 1) {
      const [base, mine, theirs] = [randomBody(random), randomBody(random), randomBody(random)];
      const { merged, conflicts } = mergeBodies(base, mine, theirs);
      const what = JSON.stringify({ base, mine, theirs, merged });
      for (const path of changedPaths(base, mine))
        assert.ok(isSame(valueAt(merged, path), valueAt(mine, path)), what);
      if (conflicts.length > 0) continue;
      for (const path of changedPaths(base, theirs)) {
        const value = valueAt(merged, path);
        assert.ok(isSame(value, valueAt(theirs, path)) || isSame(value, valueAt(mine, path)), what);
      }
      for (const path of changedPaths(merged, theirs))
        assert.ok(isSame(valueAt(merged, path), valueAt(mine, path)), what);
    }
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
    [[1, 2], [2, 1], false],
    [{ a: {} }, { a: 'x' }, false],
  ] as const)
    it(`holds ${JSON.stringify(sent)} for ${expected ? '' : 'not '}taken by ${JSON.stringify(kept)}`, () => {
      assert.equal(isTaken(sent as JsonValue | undefined, kept as JsonValue | undefined), expected);
    });
});
