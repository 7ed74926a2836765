import assert from 'node:assert/strict';
import {
  ArgumentError,
  choiceField,
  flagField,
  idField,
  optionalField,
  readFields,
  textField,
} from '../../../src/base/arguments';

const readers: Record<string, (value: unknown) => unknown> = {
  'a text': (value) => optionalField(textField, { value }, 'value'),
  'an ID': (value) => optionalField(idField, { value }, 'value'),
  'a flag': (value) => optionalField(flagField, { value }, 'value'),
  'a choice': (value) => optionalField(choiceField(['one', 'two']), { value }, 'value'),
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
      () => optionalField(textField, { token: 12_345_678 }, 'token'),
      /^ArgumentError: token must be a string \(number given\)\.$/,
    );
  });

  it('shows no text that is given as an ID or flag', () => {
    for (const { read } of [idField, flagField])
      assert.throws(() => read('hidden', 'value'), /\(string given\)/);
  });

  it('shows a wrong choice in one short line', () => {
    const wrong = `MERGE\n${'x'.repeat(1000)}`;
    assert.throws(
      () => choiceField(['APPEND']).read(wrong, 'value'),
      /^ArgumentError: value must be one of APPEND \(“MERGE x+…” given\)\.$/,
    );
  });
});

describe('The argument of a call', () => {
  const fields = { streamId: idField, name: textField };

  it('is read field by field, and what is undefined counts as missing', () => {
    assert.deepEqual(readFields(fields, { streamId: '7', name: undefined }), { streamId: 7 });
    assert.deepEqual(readFields(fields, {}), {});
  });

  it('is rejected for a field that is unknown, with its name and those that are known', () => {
    for (const name of ['streamID', 'constructor', '__proto__', 'a\nb']) {
      const given = JSON.parse(`{${JSON.stringify(name)}: 1}`) as object;
      const shown = name.replace('\n', ' ');
      assert.throws(() => readFields(fields, given), {
        kind: 'invalidArgument',
        message: `Unknown field “${shown}”. Use streamId, name.`,
      });
    }
    assert.throws(() => readFields({}, { a: 1 }), /This command takes no argument\./);
  });
});
