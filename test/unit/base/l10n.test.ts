import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { addText, englishOf, joinedTexts, text } from '../../../src/base/text';
import { DomoError } from '../../../src/domo/http/errors';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatRows,
} from '../../../src/base/format';
import { plural, setLanguage, t, translated } from '../../../src/base/l10n';
import { hostileNames, unplain } from '../../support/hostileNames';
import { cronInWords, repetitionInWords } from '../../../src/streams/schedule';

describe('A text', () => {
  it('holds values, texts among them, and leaves what stands in a value alone', () => {
    const inner = text('line {0}', 7);
    assert.equal(englishOf(text('{1}, {0}', inner, '{0} $& file')), '{0} $& file, line 7');
    assert.equal(englishOf(joinedTexts(['a', inner], '; ')), 'a; line 7');
  });

  it('has values of one bounded line, so that no name looks like a text of its own', () => {
    for (const [what, name] of Object.entries(hostileNames)) {
      const words = englishOf(text('Open {0}?', text('{0}', name)));
      assert.doesNotMatch(words, unplain, what);
      assert.ok(words.length < 2100, what);
    }
  });

  it('shows the place of a value that is missing, and nothing for an empty one', () => {
    assert.equal(englishOf(text('{0} and {1}', '')), ' and {1}');
  });

  it('is the message of an error, and goes from thread to thread', () => {
    const error = new DomoError('timeout', text('{0} is slow.', 'acme'), { call: 'GET /streams' });
    assert.equal(error.message, 'acme is slow. (GET /streams)');
    assert.equal(englishOf(structuredClone(error.text)), error.message);
    addText(error, text('Wait.'));
    assert.equal(error.message, 'acme is slow. (GET /streams) Wait.');
    assert.equal(englishOf(error.text), error.message);
  });
});

describe('In a language', () => {
  const japanese = JSON.parse(readFileSync('l10n/bundle.l10n.ja.json', 'utf8')) as Record<
    string,
    string
  >;

  afterEach(() => setLanguage('en'));

  it('texts are translated to their last value, and others stay English', () => {
    setLanguage('ja', japanese);
    assert.equal(t('Execution {0} of {1}', 7, 'Orders'), 'Orders の実行 7');
    assert.equal(t('Nobody has translated {0}', 'this'), 'Nobody has translated this');
    const why = text(
      '{0} ({1})',
      text('Domo failed: try again later.'),
      text('{0} answered {1}', 'GET /x', 500),
    );
    assert.equal(
      translated(why),
      'Domo でエラーが発生しました。しばらくしてからもう一度お試しください。 (GET /x の応答は 500)',
    );
  });

  it('one and many are told apart where the language does', () => {
    assert.equal(plural(1, '{0} row', '{0} rows'), '1 row');
    assert.equal(plural(1_000, '{0} row', '{0} rows'), '1,000 rows');
    assert.equal(plural(0, '{0} row', '{0} rows'), '0 rows');
    setLanguage('ja', japanese);
    assert.equal(formatRows(1), '1 行');
  });

  it('numbers and times are those of the language', () => {
    setLanguage('de');
    assert.deepEqual([formatCount(1_234_567), formatBytes(1_500_000)], ['1.234.567', '1,5 MB']);
    setLanguage('ja', japanese);
    assert.equal(formatDuration(185_000), '3 分 5 秒');
    assert.equal(formatAge(0, 3 * 3_600_000), '3 時間前');
  });

  it('schedules are put into words', async () => {
    setLanguage('ja', japanese);
    assert.equal(await cronInWords('0 30 2 * * ?'), '02:30');
    assert.equal(await cronInWords('0 0 6 ? * MON-FRI'), '06:00、月曜日 から 金曜日 まで');
    assert.equal(
      repetitionInWords('R/2015-03-01T13:00:00Z/P1D'),
      '2015-03-01 13:00:00 UTC から 1 日ごと',
    );
  });
});
