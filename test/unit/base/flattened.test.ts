import assert from 'node:assert/strict';
import { flattened } from '../../../src/base/plainText';

const control = /\p{Cc}/u;
const isHidden =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;

/** Every code point below U+20000 and the tags, each between two letters. */
function allCharacters(): string[] {
  const points = [...Array(0x20000).keys(), ...Array.from({ length: 128 }, (_, i) => 0xe0000 + i)];
  return points
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => `a${String.fromCodePoint(point)}b`);
}

describe('A flattened text', () => {
  it('is one line without control codes', () => {
    assert.equal(flattened(' a\r\n\tb\u0000c \u2028 d\u0085e ', 100), 'a b c d e');
    assert.equal(flattened('\u001b[31mred\u009b0m', 100), '[31mred 0m');
  });

  it('has no control, direction or invisible character', () => {
    for (const text of allCharacters()) {
      const line = flattened(text, 100);
      assert.ok(!control.test(line) && !isHidden.test(line), JSON.stringify(text));
      assert.ok(line.startsWith('a') && line.endsWith('b'));
    }
  });

  it('keeps joiners between letters that need them and in emoji', () => {
    for (const text of ['می‌خواهم', 'क्‍ष', '👩‍👩‍👧', '🏳️‍🌈', '👩🏽‍💻', '❤️‍🔥', 'مرحبا', '1️⃣', 'Łódź'])
      assert.equal(flattened(text, 100), text);
  });

  it('keeps joiners at the end of a word and next to other scripts, and the flags of regions', () => {
    for (const text of ['ന്\u200d', 'CSV\u200cها', '۱۰\u200cها', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '葛󠄀城', '☕️'])
      assert.equal(flattened(text, 100), text);
  });

  it('has no text in characters that only vary others', () => {
    const spelled = (start: number): string =>
      Array.from('secret', (letter) => String.fromCodePoint(start + letter.charCodeAt(0))).join('');
    for (const text of [spelled(0xe0000), spelled(0xe0100), '\ufe0f\ufe00', '\u115f\u180b\ufffa'])
      assert.equal(flattened(`Sales${text} total`, 100), 'Sales total');
    assert.equal(flattened('a\u3164\u2800b', 100), 'a b');
  });

  it('removes joiners that show nothing', () => {
    for (const joiner of ['\u200c', '\u200d', '\u200d\u200c', '\u200d\u200d\u200d'])
      for (const [left, right] of [
        ['pay', 'pal'],
        ['', '👩'],
        ['👩', ''],
        ['1', '2'],
        ['日', '本'],
      ] as const)
        assert.equal(flattened(left + joiner + right, 100), left + right);
  });

  it('is no longer than asked for and says when it is cut', () => {
    assert.equal(flattened('abcdef', 6), 'abcdef');
    assert.equal(flattened('abcdefg', 6), 'abcde…');
    assert.equal(flattened('abcd😀fg', 6), 'abcd…');
    assert.equal(flattened(`${' '.repeat(1000)}a`, 10), '…');
    assert.equal(flattened('x'.repeat(1 << 20), 10), 'xxxxxxxxx…');
  });

  it('is flattened in time that grows with the text, whatever it holds', () => {
    for (const unit of [' ', '\u200d', '\u200b', '\u0000', '👩\u200d', 'م\u200c', '\ud800'])
      assert.ok(flattened(unit.repeat(1 << 20), 1 << 24).length <= 1 << 24);
  });
});
