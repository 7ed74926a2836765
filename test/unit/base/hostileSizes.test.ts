import assert from 'node:assert/strict';
import {
  boxText,
  flattened,
  labelText,
  logText,
  markdownText,
  oneLine,
  plainLines,
  plainText,
  withoutAddresses,
} from '../../../src/base/plainText';
import { englishOf, joinedTexts, text } from '../../../src/base/text';
import { parseLink } from '../../../src/connections/link';
import { html } from '../../../src/base/html';
import { findTaskFiles } from '../../../src/integrations/taskFiles';
import { cronInWords, repetitionInWords } from '../../../src/streams/schedule';
import { failureOf } from '../../support/collect';
import { filled } from '../../support/mebibyte';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const units = {
  letters: 'a',
  spaces: ' ',
  'line breaks': '\n',
  brackets: '[](',
  'opening brackets': '[',
  dollars: '$(',
  icons: '$(a',
  backslashes: '\\',
  addresses: 'www.',
  schemes: 'http://',
  mail: 'a@',
  tags: '<a ',
  escapes: '\u001b[0m',
  joiners: '\u200d',
  placeholders: '{0}',
  'halves of placeholders': '{1',
  digits: '1',
  commas: '1,',
  steps: '*/1 ',
  ranges: '1-2,',
  stars: '*',
  braces: '{a,b}',
  'nested braces': '{',
  folders: '**/',
  'alternatives of letters': '@(a|a)',
  'optional letters': '+(a)',
  fields: '0 ',
  ampersands: 'stream=1&',
  percents: '%41',
};

describe('A hostile text of one MiB', () => {
  const folder = withTemporaryFolder();

  for (const [what, unit] of Object.entries(units)) {
    const whole = filled(unit);

    it(`is made plain in linear time: ${what}`, () => {
      for (const show of [boxText, labelText, markdownText, oneLine, plainLines])
        assert.ok(show(whole).length <= 45_000);
      for (const show of [plainText, logText, withoutAddresses]) assert.ok(show(whole).length > 0);
      assert.ok(flattened(whole, whole.length).length <= whole.length);
      assert.ok(html`<p>${whole}</p>`.text.length <= 60_000);
    });

    it(`stands in a text in linear time: ${what}`, () => {
      assert.ok(englishOf(text('{0} and {1}', whole, whole)).length < 5_000);
      assert.ok(englishOf(joinedTexts([whole, text(whole, 'x')], '')).length > 0);
    });

    it(`is a schedule or a link in linear time: ${what}`, async () => {
      for (const cron of [whole, `0 0 6 ? * ${whole}`, `${whole} * * * * ? *`])
        assert.equal(await cronInWords(cron), undefined);
      for (const period of [whole, `R/2026-01-01/P${whole}`, `R${whole}/2026-01-01/P1D`])
        assert.equal(repetitionInWords(period), undefined);
      for (const query of [whole, `stream=1&instance=${whole}`, `stream=${whole}&connection=a`])
        try {
          assert.equal(parseLink('/open', query).streamId, 1);
        } catch (error) {
          assert.ok(error instanceof Error && 'kind' in error && error.message.length < 5_000);
        }
    });

    it(`is a pattern of a task in linear time: ${what}`, async () => {
      for (const pattern of [`*${whole}`, `${'a'.repeat(200)}${whole}*`]) {
        const error = await failureOf(findTaskFiles([pattern], folder().path));
        assert.ok('kind' in error && error.message.length < 10_000, error.message.slice(0, 300));
      }
    });
  }
});
