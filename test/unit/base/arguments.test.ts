import assert from 'node:assert/strict';
import {
  ArgumentError,
  optionalChoice,
  optionalFlag,
  optionalId,
  optionalText,
} from '../../../src/base/arguments';

const readers: Record<string, (value: unknown) => unknown> = {
  'a text': (value) => optionalText({ value }, 'value'),
  'an ID': (value) => optionalId({ value }, 'value'),
  'a flag': (value) => optionalFlag({ value }, 'value'),
  'a choice': (value) => optionalChoice({ value }, 'value', ['one', 'two']),
};

describe('An argument of the wrong kind', () => {
  for (const [what, read] of Object.entries(readers))
    it(`is named, and nothing in it is shown, where it has to be ${what}`, () => {
      for (const [value, kind] of [
        [{ token: 'hidden' }, 'object'],
        [['hidden'], 'array'],
        [null, 'null'],
      ] as const)
        assert.throws(
          () => read(value),
          (error) => {
            assert.ok(error instanceof ArgumentError);
            assert.match(error.message, /^value must be/);
            assert.ok(error.message.includes(`(${kind} given)`), error.message);
            assert.doesNotMatch(error.message, /hidden/);
            return true;
          },
        );
    });

  it('shows no number that is given as a token', () => {
    assert.throws(
      () => optionalText({ token: 12_345_678 }, 'token'),
      /^ArgumentError: token must be a string \(number given\)\.$/,
    );
  });

  it('shows no text that is given as an ID or flag', () => {
    for (const read of [optionalId, optionalFlag])
      assert.throws(() => read({ value: 'hidden' }, 'value'), /\(string given\)/);
  });

  it('shows a wrong choice in one short line', () => {
    const wrong = `MERGE\n${'x'.repeat(1000)}`;
    assert.throws(
      () => optionalChoice({ value: wrong }, 'value', ['APPEND']),
      /^ArgumentError: value must be one of APPEND \(“MERGE x+…” given\)\.$/,
    );
  });
});
