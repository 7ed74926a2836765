import assert from 'node:assert/strict';
import { createDecoder } from '../../../../src/uploads/formats/decode';
import { detectEncoding, refuseOtherText } from '../../../../src/uploads/formats/encoding';
import type { Encoding } from '../../../../src/uploads/formats/recipe';
import { isUploadError } from '../../../../src/uploads/errors';
import { throughStage } from '../../../support/stages';

const text = 'größe;naïve😀\r\n1;€\r\n';
const little = (content: string): Buffer => Buffer.from(content, 'utf16le');
const big = (content: string): Buffer => little(content).swap16();
const latin = (content: string): Buffer => Buffer.from(content, 'latin1');

/** The 27 characters that Windows-1252 has in place of Latin-1's controls. */
const specials = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const specialBytes = [
  ...[0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e],
  ...[0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f],
];

const decode = (encoding: Encoding, bytes: Uint8Array, cutAt?: () => number): string =>
  throughStage(createDecoder(encoding, 'rows.csv'), bytes, cutAt).toString();

const refusal = (run: () => unknown): [string, string] => {
  try {
    run();
  } catch (error) {
    assert.ok(isUploadError(error));
    return [error.kind, error.message];
  }
  throw new Error('It was not refused.');
};

describe('createDecoder', () => {
  for (const [what, encoding, bytes, expected] of [
    ['UTF-8', 'utf-8', Buffer.from(text), text],
    ['UTF-8 with a mark', 'utf-8', Buffer.from(`\ufeff${text}`), text],
    ['UTF-8 that is shorter than a mark', 'utf-8', Buffer.from('a'), 'a'],
    ['UTF-16 LE', 'utf-16le', little(`\ufeff${text}`), text],
    ['UTF-16 BE', 'utf-16be', big(`\ufeff${text}`), text],
    ['Windows-1252', 'windows-1252', Buffer.from(specialBytes), specials],
    ['Latin-1', 'windows-1252', latin('Größe £\xa0½\n'), 'Größe £\xa0½\n'],
    ['Windows-1250', 'windows-1250', latin('\xd8\xedha,\x8ed\xe1r\n'), 'Říha,Ždár\n'],
    ['Shift_JIS, as Windows has it', 'shift_jis', latin('\x8eR\x93c,\x87@\x81`\n'), '山田,①～\n'],
    ['EUC-KR', 'euc-kr', latin('\xbc\xad\xbf\xef\n'), '서울\n'],
    [
      'EUC-KR, as Windows has it',
      'euc-kr',
      latin('\x81A\x81\xfe\xa0\xfe,\xb0\xa1\x8cc\xb9\xe6\xb0\xa2\xc5\xa0\xa2\xe6\n\xc6R'),
      '갂괓좤,가똠방각힋€\n힣',
    ],
  ] as const)
    it(`decodes ${what}, wherever it is cut`, () => {
      for (const length of [Number.POSITIVE_INFINITY, 1, 2, 3, 5])
        assert.equal(
          decode(encoding, bytes, () => length),
          expected,
        );
    });

  for (const [what, encoding, bytes, reason] of [
    ['UTF-16 with half a pair', 'utf-16le', little('\ufeffa\ud800b'), /not UTF-16/],
    ['UTF-16 with half a character', 'utf-16le', little('\ufeffab').subarray(0, -1), /UTF-16/],
    ['UTF-16 BE with half a pair', 'utf-16be', big('\ufeffa\ud800'), /not UTF-16/],
    ['UTF-8 that is cut off', 'utf-8', latin('a\nb\n\xc3'), /not UTF-8, somewhere after line 3/],
    ['UTF-8 with other bytes', 'utf-8', latin('a\n\xff\n'), /not UTF-8/],
    ['what Windows-1252 doesn’t have', 'windows-1252', latin('a\x81'), /neither UTF-8 nor Windows/],
    ['half a character', 'shift_jis', latin('a\n\x8e'), /nor Shift_JIS, somewhere after line 2/],
    ['half a syllable', 'euc-kr', latin('a\n\x8c'), /nor EUC-KR, somewhere after line 2/],
    ['what EUC-KR doesn’t have', 'euc-kr', latin('a\n\xc6S\n'), /nor EUC-KR/],
    ['what Windows-1250 doesn’t have', 'windows-1250', latin('a\x81\n'), /nor Windows-1250/],
    ['what Big5 leaves to each system', 'big5', latin('\xa4\xa4\xfa@\n'), /nor Big5/],
    ['what EUC-JP doesn’t have', 'euc-jp', latin('a\n\xff'), /files\.encoding/],
  ] as const)
    it(`refuses ${what}`, () => {
      const [kind, message] = refusal(() => decode(encoding, bytes));
      assert.equal(kind, 'encoding');
      assert.match(message, reason);
    });
});

describe('detectEncoding', () => {
  for (const [what, bytes, expected] of [
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 that the sample cuts through', Buffer.from('né').subarray(0, -1), 'utf-8'],
    ['UTF-16 LE', little(`\ufeff${text}`), 'utf-16le'],
    ['UTF-16 BE', big(`\ufeff${text}`), 'utf-16be'],
    ['Windows-1252', latin('Größe;1\n'), 'windows-1252'],
    ['Windows-1252 up to the last byte', latin('1;Zoë'), 'windows-1252'],
  ] as const)
    it(`recognises ${what}`, () => {
      const isWhole = !what.includes('sample');
      assert.equal(detectEncoding({ bytes, isWhole }, 'rows.csv'), expected);
    });

  it('takes what is said of a text that is not Unicode, and of no other', () => {
    const detect = (bytes: Uint8Array): Encoding =>
      detectEncoding({ bytes, isWhole: true }, 'rows.csv', 'euc-kr');
    assert.equal(detect(latin('\xbc\xad')), 'euc-kr');
    // By chance UTF-8 for the most part.
    assert.equal(detect(latin('\xc3\xa4\xc3\xa4\xff')), 'euc-kr');
    assert.equal(detect(Buffer.from('é')), 'utf-8');
    assert.equal(detect(little('\ufeffé')), 'utf-16le');
  });

  for (const [what, bytes, kind, reason] of [
    ['UTF-16 without a mark', little('id,name\n'), 'notText', /not a text file/],
    ['NULs', Buffer.from('a,\0\n'), 'notText', /not a text file/],
    ['UTF-8 that is cut off', Buffer.from('éé').subarray(0, -1), 'encoding', /other bytes/],
    ['damaged UTF-8', latin('\xc3\xa4\xc3\xa4\xff'), 'encoding', /other bytes in between/],
  ] as const)
    it(`refuses ${what}`, () => {
      const [refused, message] = refusal(() =>
        detectEncoding({ bytes, isWhole: true }, 'rows.csv'),
      );
      assert.equal(refused, kind);
      assert.match(message, reason);
    });

  it('takes no text whose lines end with CR alone, nor decoded NULs', () => {
    for (const [content, reason] of [
      ['a,b\r1,2\r', /CR alone/],
      ['a\0', /not a text file/],
    ] as const)
      assert.match(refusal(() => refuseOtherText(content, 'rows.csv'))[1], reason);
    refuseOtherText('a,b\r\n', 'rows.csv');
  });
});
