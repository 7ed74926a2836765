import assert from 'node:assert/strict';
import { foreignWords, readingsOf } from '../../../../src/uploads/formats/reading';

const whole = (text: string) => ({ bytes: Buffer.from(text, 'latin1'), isWhole: true });
/** 山田,東京 in Shift_JIS. */
const japanese = 'id,name\n1,\x8eR\x93c\n2,\x93\x8c\x8b\x9e\n';

describe('The words by which an encoding is recognised', () => {
  it('are the first with other characters than ASCII, each once', () => {
    assert.deepEqual(foreignWords('id;name\n1;"Köln Süd";Köln\n2;Zoë\n3;Ÿ\n'), [
      'Köln',
      'Süd',
      'Zoë',
    ]);
  });

  it('are those with a space that ASCII does not have, too', () => {
    assert.deepEqual(foreignWords('price\n1\u00a0200\n'), ['1\u00a0200']);
  });

  it('are cut short where there is no space', () => {
    assert.deepEqual(foreignWords('東'.repeat(30)), [`${'東'.repeat(20)}…`]);
  });

  it('are given for each encoding in which the text is one', () => {
    const readings = new Map(
      readingsOf(whole(japanese), 'rows.csv').map(({ encoding, words }) => [encoding, words]),
    );
    assert.deepEqual(readings.get('shift_jis'), ['山田', '東京']);
    // They have no characters for 0x8e, or for 0x8e52.
    assert.ok(!readings.has('iso-8859-2') && !readings.has('euc-jp'));
  });

  it('are those of a sample that ends within a character, too', () => {
    const sample = { bytes: Buffer.from(japanese.slice(0, -2), 'latin1'), isWhole: false };
    const japaneseReading = readingsOf(sample, 'rows.csv').find(
      ({ encoding }) => encoding === 'shift_jis',
    );
    assert.deepEqual(japaneseReading?.words, ['山田', '東']);
  });

  it('are none for what is no text', () => {
    assert.deepEqual(readingsOf(whole('\xff\0\xfe'), 'rows.csv'), []);
  });
});
