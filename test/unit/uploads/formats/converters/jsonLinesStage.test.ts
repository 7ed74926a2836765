import assert from 'node:assert/strict';
import { JsonLinesStage } from '../../../../../src/uploads/formats/converters/jsonLinesStage';
import { isUploadError } from '../../../../../src/uploads/errors';
import { throughStage } from '../../../../support/stages';

const path = '/data/rows.jsonl';

function convert(columns: readonly string[], text: string, cutAt?: () => number): string {
  const placeOf = (line: number) => ({ path, line });
  const stage = new JsonLinesStage(columns, { fileName: 'rows.jsonl', placeOf });
  return throughStage(stage, text, cutAt).toString();
}

describe('JsonLinesStage', () => {
  for (const [what, line, row] of [
    ['texts', '{"a":"x","b":"é😀"}', 'x,é😀'],
    ['members in another order, with spaces', ' { "b" : 1 , "a" : 2 } ', '2,1'],
    ['null and what is missing', '{"a":null}', ','],
    ['an empty text', '{"a":"","b":null}', '"",'],
    ['true and false', '{"a":true,"b":false}', 'true,false'],
    ['commas, quotes and line breaks', '{"a":"1,\\"2\\"","b":"x\\r\\ny"}', '"1,""2""","x\r\ny"'],
    [
      'long numbers as they stand',
      '{"a":12345678901234567890,"b":1.10}',
      '12345678901234567890,1.10',
    ],
    ['an array', '{"a":[1,[2]],"b":[]}', '"[1,[2]]",[]'],
    [
      'an object',
      '{"a":{"x":"}","y":{"z":1e400}},"b":{}}',
      '"{""x"":""}"",""y"":{""z"":1e400}}",{}',
    ],
    ['braces and escaped quotes in texts', '{"a":"}\\",\\\\","b":":{"}', '"}"",\\",:{'],
    ['the last of two with the same key', '{"a":1,"b":2,"a":3}', '3,2'],
    ['a text that looks like null', '{"a":"null","b":"\\\\N"}', 'null,\\N'],
  ] as const)
    it(`makes a row of ${what}`, () => {
      for (const cutAt of [undefined, () => 1])
        assert.equal(convert(['a', 'b'], `${line}\r\n\n${line}`, cutAt), `a,b\n${row}\n${row}\n`);
    });

  it('names the columns, quoted where needed', () => {
    assert.equal(convert(['a,b', 'c'], '{"c":1}\n'), '"a,b",c\n,1\n');
  });

  for (const [what, columns, line, reason] of [
    ['an array', ['a'], '[1]', /line 3 is not a JSON object/],
    ['null', ['a'], 'null', /line 3 is not a JSON object/],
    ['no JSON', ['a'], 'a,b', /line 3 is not a JSON object/],
    ['half an object', ['a'], '{"a":', /line 3 is not a JSON object/],
    ['two objects', ['a'], '{"a":1}{"a":2}', /line 3 is not a JSON object/],
    ['a key without a column', ['a', 'c'], '{"a":1,"b":2}', /line 3 has “b”.* a, c\./],
    ['nothing in a single column', ['a'], '{"a":null}', /line 3 has nothing/],
  ] as const)
    it(`refuses a line with ${what}`, () => {
      assert.throws(
        () => convert(columns, `{"a":1}\n\n${line}\n`),
        (error) => {
          assert.ok(isUploadError(error));
          assert.match(error.message, reason);
          assert.deepEqual([error.kind, error.place], ['json', { path, line: 3 }]);
          return true;
        },
      );
    });

  it('takes a text of several megabytes', () => {
    const long = 'x\\"'.repeat(500_000);
    assert.equal(convert(['a'], `{"a":"${long}"}`).length, 3 * 500_000 + 5);
  });
});
