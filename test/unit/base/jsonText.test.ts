import assert from 'node:assert/strict';
import { isExactNumber } from '../../../src/base/exactNumber';
import { isJsonObject, type JsonObject } from '../../../src/base/json';
import { parseJson, stringifyJson } from '../../../src/base/jsonText';

describe('The JSON of Domo', () => {
  for (const number of [
    '9007199254740993',
    '-12345678901234567890',
    '0.12345678901234567891',
    '1e400',
    '-1.5E-400',
    '123456789012345678e3',
  ])
    it(`goes through with ${number} as it is written`, () => {
      const text = `{"a":[${number},{"b":${number}}],"c":"${number}","d":"\\"${number}"}`;
      assert.equal(stringifyJson(parseJson(text)), text);
      assert.equal(stringifyJson(parseJson(`[${number}]`), 2), `[\n  ${number}\n]`);
    });

  for (const number of ['9007199254740991', '0.1', '1e22', '100000000000000000000', '-0', '1.50'])
    it(`has ${number} for a plain number, which is the same`, () => {
      const [value] = parseJson(`[${number},"0123456789012345"]`) as number[];
      assert.equal(value, Number(number));
    });

  it('has such a number for a value, and for no object', () => {
    const { id } = parseJson('{"id":9007199254740993}') as JsonObject;
    assert.ok(isExactNumber(id));
    assert.equal(isJsonObject(id), false);
    // Who doesn't know of it gets what JavaScript would have read.
    assert.equal(JSON.stringify({ id }), '{"id":9007199254740992}');
  });

  it('keeps names that objects inherit, beside such a number', () => {
    const text = '{"__proto__":{"x":9007199254740993},"constructor":1}';
    assert.equal(stringifyJson(parseJson(text)), text);
  });

  for (const text of [
    '',
    '{"a":12345678901234567890',
    '[1234567890123456.7.8]',
    '"12345678901234567890',
  ])
    it(`refuses ${text || 'an empty text'}`, () => {
      assert.throws(() => parseJson(text), SyntaxError);
    });

  it('is read and made, however large', () => {
    const text = `[${Array(30_000).fill('"\\"x",12345678901234567890').join()},"${'\\"0'.repeat(1e5)}"]`;
    assert.equal(stringifyJson(parseJson(text)), text);
  });
});
