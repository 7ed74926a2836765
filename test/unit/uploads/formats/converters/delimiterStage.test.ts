import assert from 'node:assert/strict';
import { DelimiterStage } from '../../../../../src/uploads/formats/converters/delimiterStage';
import type { Delimiter } from '../../../../../src/uploads/formats/delimited';
import { parseRecords } from '../../../../../src/uploads/csv/records';
import { rounds } from '../../../../support/rounds';
import { seededRandom } from '../../../../support/seededRandom';
import { throughStage } from '../../../../support/stages';

const convert = (text: string, delimiter: Delimiter, cutAt?: () => number): string =>
  throughStage(new DelimiterStage(delimiter), text, cutAt).toString();

const fieldsOf = (text: string, delimiter: string): string[][] =>
  parseRecords(text, Number.POSITIVE_INFINITY, delimiter).map(({ fields }) => fields);

describe('DelimiterStage', () => {
  for (const [what, from, expected] of [
    ['plain fields', 'a;b\n1;2\n', 'a,b\n1,2\n'],
    ['CRLF and no last line break', 'a;b\r\n1;2', 'a,b\r\n1,2'],
    ['commas in values', 'a,b;c\r\n1,5;2,5\r\n', '"a,b",c\r\n"1,5","2,5"\r\n'],
    ['a comma alone, at the beginning and at the end', ',;,x;x,\n', '",",",x","x,"\n'],
    ['quoted fields', '"a;b";"c""d"\n"x\ny";"1,2"\n', '"a;b","c""d"\n"x\ny","1,2"\n'],
    ['nothing and an empty text', ';""\n"";\n', ',""\n"",\n'],
    ['a quote inside of a field', '5" pipe;x\n', '5" pipe,x\n'],
    ['a quote and a comma inside of a field', '5", long;x\n', '"5"", long",x\n'],
    ['text behind a closing quote', '"a"b;"c"d,e\n', '"ab","cd,e"\n'],
    ['a quote behind a closing quote', '"a"b"c;x\n', '"ab""c",x\n'],
    ['CR inside of a field', 'a\rb;c,\rd\n', 'a\rb,"c,\rd"\n'],
    ['CR behind a closing quote', '"a";"b"\r\n', '"a","b"\r\n'],
    ['CR behind a closing quote at the end', '"a"\r', '"a"\r'],
    ['a comma in the last field without a line break', 'a;b,c', 'a,"b,c"'],
    ['a closing quote at the end', 'a;"b,c"', 'a,"b,c"'],
    ['a quote that never closes', 'a;"b', 'a,"b'],
    ['empty lines', 'a;b\n\n\r\n1;2\n\n', 'a,b\n\n\r\n1,2\n\n'],
    ['characters of several bytes', 'né;😀,\n', 'né,"😀,"\n'],
  ] as const)
    it(`keeps ${what}`, () => {
      assert.equal(convert(from, ';'), expected);
      assert.equal(
        convert(from, ';', () => 1),
        expected,
      );
    });

  it('gives quotes to a long field before its end', () => {
    const long = 'x"'.repeat(800_000);
    const converted = convert(`${long}\r\n1;2`, ';', () => 100_000);
    assert.ok(converted === `"${long.replaceAll('"', '""')}"\r\n1,2`);
  });

  for (const delimiter of [';', '\t', '|'] as const)
    it(`changes no value of random text with ${JSON.stringify(delimiter)}`, () => {
      const random = seededRandom(delimiter.charCodeAt(0));
      const pick = (count: number): number => Math.floor(random() * count);
      const characters = ['a', ',', ',', '"', '\r', '\n', '\r\n', delimiter, delimiter, 'é', ' '];
      for (let round = 0; round < rounds(3_000); round += 1) {
        const field = (): string => {
          const text = Array.from({ length: pick(5) }, () => characters[pick(characters.length)]);
          return pick(2) ? text.join('') : `"${text.join('').replaceAll('"', '""')}"`;
        };
        const text = Array.from({ length: 1 + pick(8) }, field).join(pick(4) ? delimiter : '\n');
        const converted = convert(text, delimiter, () => 1 + pick(4));
        assert.deepEqual(fieldsOf(converted, ','), fieldsOf(text, delimiter), JSON.stringify(text));
      }
    });
});
