import assert from 'node:assert/strict';
import { isNestedTooDeep } from '../../../src/base/json';

const nested = (levels: number, open = '[', close = ']'): string =>
  open.repeat(levels) + close.repeat(levels);

describe('The nesting of JSON', () => {
  it('is too deep beyond 200 levels, in lists and objects', () => {
    assert.equal(isNestedTooDeep(nested(200)), false);
    assert.equal(isNestedTooDeep(nested(201)), true);
    assert.equal(isNestedTooDeep(nested(101, '{"a":[', ']}')), true);
    assert.equal(isNestedTooDeep('['.repeat(1e6)), true);
  });

  it('is that of brackets, and not that of texts', () => {
    const brackets = '['.repeat(300);
    for (const text of [brackets, `\\"${brackets}`, `${brackets}\\\\`, '\\"', '\\\\'])
      assert.equal(isNestedTooDeep(`{"a":"${text}","b":[]}`), false, text);
    assert.equal(isNestedTooDeep(`["\\\\",${brackets}`), true);
    assert.equal(isNestedTooDeep(`"${brackets}`), false);
  });

  it('is of one list beside another not added up', () => {
    assert.equal(isNestedTooDeep(`[${Array(500).fill('[]').join()}]`), false);
  });
});
