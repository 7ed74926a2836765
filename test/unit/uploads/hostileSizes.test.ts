import assert from 'node:assert/strict';
import { createDecoder } from '../../../src/uploads/formats/decode';
import { detectEncoding, refuseOtherText } from '../../../src/uploads/formats/encoding';
import { readMembers, toField } from '../../../src/uploads/formats/jsonLine';
import { detectLayout } from '../../../src/uploads/formats/layout';
import { JsonLinesStage } from '../../../src/uploads/formats/converters/jsonLinesStage';
import { foreignWords, readingsOf } from '../../../src/uploads/formats/reading';
import { DelimiterStage } from '../../../src/uploads/formats/converters/delimiterStage';
import { detectHeader } from '../../../src/uploads/csv/header';
import { parseRecord, parseRecords } from '../../../src/uploads/csv/records';
import { sniff } from '../../../src/uploads/csv/sniff';
import { explainColumns, isHeaderWithTwins } from '../../../src/uploads/plan/explainColumns';
import { openZip } from '../../../src/uploads/formats/converters/unzip';
import { readVersion } from '../../../src/uploads/send/source';
import { failureOf, kindOf } from '../../support/collect';
import { filled, mebibyte, numbered } from '../../support/mebibyte';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { zipOf } from '../../support/zipFile';

/** Texts that make the work of a careless reader grow with the square of their length. */
const texts: Readonly<Record<string, string>> = {
  'one long word': filled('a'),
  'one long word with another character at its end': `${filled('a')}é`,
  'foreign characters': filled('é'),
  'empty lines': filled('\n'),
  'line breaks of two characters': filled('\r\n'),
  'carriage returns': filled('\r'),
  spaces: filled(' '),
  'spaces and a word': `${filled(' ')}a`,
  commas: filled(','),
  quotes: filled('"'),
  'a quote that never closes': `"${filled('a')}`,
  'quoted fields without anything in them': filled('"",'),
  'bare quotes': filled('a"b,'),
  'delimiters of all kinds': filled(',;\t|\n'),
  digits: filled('1'),
  'digits and a letter': `${filled('1')}x`,
  'digits with points': filled('1.1'),
  'a date and spaces': `"2026-01-01 ${filled(' ')}\nx",b\n`,
  'equal names': `${filled('a,')}\n1\n`,
  'many narrow rows': filled('1,2\n'),
  brackets: filled('['),
  braces: filled('{"a":'),
};

describe('A hostile file of one MiB', () => {
  for (const [what, text] of Object.entries(texts)) {
    it(`is read as records in linear time: ${what}`, () => {
      for (const delimiter of [',', ';', '\t', '|']) {
        const records = parseRecords(text, 1000, delimiter).map(({ fields }) => fields);
        assert.ok(records.length <= 1000);
        // A stream whose columns are named like the fields, and one without a schema.
        for (const columns of [records[0]?.map((name) => ({ name, type: 'LONG' })), undefined])
          assert.ok(
            ['certain', 'likely', 'open'].includes(detectHeader(records, columns).certainty),
          );
      }
      for (const expected of [[], ['a'], ['a', 'b']])
        detectLayout({ fileName: 'rows.csv', text, isWhole: true }, expected);
    });

    it(`is looked at in linear time: ${what}`, () => {
      const bytes = Buffer.from(text);
      for (const isWhole of [true, false])
        try {
          sniff({ path: '/rows.csv', bytes, isWhole }, [{ name: 'a' }, { name: 'b' }]);
        } catch (error) {
          assert.match(String(error), /is empty|never closes/);
        }
      assert.equal(detectEncoding({ bytes, isWhole: true }, 'rows.csv'), 'utf-8');
    });

    it(`gives words in linear time: ${what}`, () => {
      assert.ok(foreignWords(text).length <= 3);
      const sample = { bytes: Buffer.from(text, 'latin1'), isWhole: false };
      for (const { words } of readingsOf(sample, 'rows.csv'))
        assert.ok(words.every((word) => word.length <= 21));
    });

    it(`is converted in linear time: ${what}`, () => {
      const stage = new DelimiterStage(';');
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += 4096) stage.push(bytes.subarray(at, at + 4096));
      stage.finish();
      assert.ok(createDecoder('windows-1252', 'rows.csv').push(bytes).length >= bytes.length);
    });
  }

  for (const what of ['equal names', 'many narrow rows', 'digits and a letter', 'spaces'])
    it(`gives columns in linear time: ${what}`, () => {
      const text = texts[what] ?? '';
      assert.ok(explainColumns(text, true).length > 0);
      isHeaderWithTwins(parseRecord(text, 0, ',')?.fields ?? []);
    });

  it('gives columns in linear time: a wide header above a thousand short rows', () => {
    const text = `${numbered('', (index) => `c${index}`, '')}\n${'1\n'.repeat(1000)}`;
    assert.ok(explainColumns(text, true).length > 100_000);
  });

  it('is refused in linear time if its lines end with CR alone', () => {
    assert.throws(() => refuseOtherText(filled('\r'), 'rows.csv'), /CR alone/);
  });
});

describe('A hostile archive', () => {
  const folder = withTemporaryFolder();

  it('is refused before its thousands of entries are read', async () => {
    const entries = Array.from({ length: 65_000 }, (_, index) => ({
      name: `${index}/.DS_Store`,
      content: '',
    }));
    const path = await folder().write('rows.zip', zipOf(...entries));
    const error = await failureOf(openZip(await readVersion(path)));
    assert.match(error.message, /^rows.zip has 1000 entries or more\. Unpack it/);
  });
});

describe('A hostile JSON line of one MiB', () => {
  const lines: Readonly<Record<string, string>> = {
    'many members': numbered('{', (index) => `"k${index}":1`, '}'),
    'one long text': `{"a":"${filled('x')}"}`,
    escapes: `{"a":"${filled('\\"')}"}`,
    backslashes: `{"a":"${filled('\\\\')}"}`,
    spaces: `{${filled(' ')}"a":1}`,
    'a long number': `{"a":${filled('1')}}`,
    'nested lists': `{"a":${'['.repeat(mebibyte / 2)}${']'.repeat(mebibyte / 2)}}`,
    'lists side by side': `{"a":[${filled('[],')}[]]}`,
    'brackets that never close': `{"a":${filled('[')}`,
    'a text that never closes': `{"a":"${filled('\\"')}`,
  };

  for (const [what, line] of Object.entries(lines))
    it(`becomes a row, or is refused, in linear time: ${what}`, () => {
      const members = readMembers(line);
      for (const value of members?.values() ?? []) toField(value);
      const named = { fileName: 'rows.ndjson', placeOf: () => undefined };
      const stage = new JsonLinesStage([...(members?.keys() ?? ['a'])], named);
      const bytes = Buffer.from(`${line}\n`);
      const convert = (): void => {
        for (let at = 0; at < bytes.length; at += 4096) stage.push(bytes.subarray(at, at + 4096));
        stage.finish();
      };
      if (members) convert();
      else assert.throws(convert, /is not a JSON object/);
    });

  it('is refused in linear time if the file holds other JSON', async () => {
    const sample = { fileName: 'rows.json', text: filled('['), isWhole: true };
    assert.equal(await kindOf(Promise.resolve().then(() => detectLayout(sample))), 'json');
  });
});
