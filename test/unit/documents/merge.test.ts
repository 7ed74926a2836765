import assert from 'node:assert/strict';
import type { JsonObject, JsonValue } from '../../../src/base/json';
import { changedPaths, formatPath, isSame, valueAt } from '../../../src/documents/compare';
import { mergeBodies } from '../../../src/documents/merge';
import { rounds } from '../../support/rounds';
import { seededRandom } from '../../support/seededRandom';

const keys = ['a', 'b', 'c'];

function randomBody(random: () => number, depth = 0): JsonObject {
  const value = (): JsonValue => {
    if (depth < 2 && random() < 0.4) return randomBody(random, depth + 1);
    if (depth < 2 && random() < 0.2) return randomList(random, depth + 1);
    if (random() < 0.2) return [Math.floor(random() * 3)];
    return random() < 0.2 ? null : Math.floor(random() * 3);
  };
  const chosen = keys.filter(() => random() < 0.7);
  return Object.fromEntries(chosen.map((key) => [key, value()]));
}

/** Entries with names, now and then in another order. */
function randomList(random: () => number, depth: number): JsonObject[] {
  const names = keys.filter(() => random() < 0.7);
  if (random() < 0.2) names.reverse();
  return names.map((name) => ({ ...randomBody(random, depth), name }));
}

/** Columns in short: `id:LONG name`. */
function columns(text: string): JsonObject {
  const entries = text.split(' ').map((column) => {
    const [name = '', type = 'STRING'] = column.split(':');
    return { name, type };
  });
  return { columns: entries };
}

describe('Merging bodies', () => {
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
    for (let round = 0; round < rounds(5_000); round += 1) {
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

  it('is exactly mine where the server has not changed, and exactly theirs where I have not', () => {
    const random = seededRandom(5);
    for (let round = 0; round < rounds(2_000); round += 1) {
      const [base, other] = [randomBody(random), randomBody(random)];
      assert.deepEqual(mergeBodies(base, other, base), { merged: other, conflicts: [] });
      assert.deepEqual(mergeBodies(base, base, other), { merged: other, conflicts: [] });
    }
  });

  for (const [what, base, mine, theirs, expected] of [
    ['another type each', 'a b', 'a:LONG b', 'a b:LONG', 'a:LONG b:LONG'],
    ['a column added by each', 'a c', 'a b c', 'a c d', 'a b c d'],
    ['columns added at the front and the end', 'b', 'a b', 'b c', 'a b c'],
    ['one removed, one changed', 'a b c', 'a c', 'a b c:DATE', 'a c:DATE'],
    ['one removed by each', 'a b c', 'a c', 'a b', 'a'],
    ['one renamed, one changed', 'a b c', 'x b c', 'a b c:DATE', 'x b c:DATE'],
    ['the same one added by both', 'a', 'a b:LONG', 'a b:LONG', 'a b:LONG'],
    ['one moved, nothing else', 'a b c', 'c a b', 'a b c', 'c a b'],
  ] as const)
    it(`takes columns one by one: ${what}`, () => {
      const { merged, conflicts } = mergeBodies(columns(base), columns(mine), columns(theirs));
      assert.deepEqual(merged, columns(expected));
      assert.deepEqual(conflicts, []);
    });

  for (const [what, base, mine, theirs, expected] of [
    ['the same column, differently', 'a b', 'a:LONG b', 'a:DATE b', 'columns.a.type'],
    ['the same column, added differently', 'a', 'a b:LONG', 'a b:DATE', 'columns.b'],
    ['a column that the other side removed', 'a b', 'a b:LONG', 'a', 'columns.b'],
    ['the order, where the other side changed a column', 'a b', 'b a', 'a b:LONG', 'columns'],
    ['names that are not unique', 'a b', 'a a', 'a b c', 'columns'],
  ] as const)
    it(`finds a conflict where both change ${what}`, () => {
      const { merged, conflicts } = mergeBodies(columns(base), columns(mine), columns(theirs));
      assert.deepEqual(conflicts.map(formatPath), [expected]);
      assert.ok(
        isSame(valueAt(merged, conflicts[0] ?? []), valueAt(columns(mine), conflicts[0] ?? [])),
      );
    });
});
