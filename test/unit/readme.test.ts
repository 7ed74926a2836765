import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { withTables } from '../../tools/docs/readmeTables';

const readme = readFileSync('README.md', 'utf8');

/** Without what only aligns the columns of tables. */
const plain = (text: string): string =>
  text
    .replaceAll(/-{3,}/g, '---')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/\n{2,}/g, '\n');

describe('The README', () => {
  it('has the commands and settings of the manifest: npm run readme writes them', () => {
    assert.equal(plain(readme), plain(withTables(readme)));
  });

  it('explains messages that the extension has', () => {
    const said = Object.keys(
      JSON.parse(readFileSync('l10n/bundle.l10n.ja.json', 'utf8')) as Record<string, string>,
    ).map((text) => text.replaceAll(/\{\d\}/g, '…'));
    const [, table = ''] = readme.split('<!-- messages: each is one of the extension -->');
    const [rows = ''] = table.split('\n## ');
    const explained = [...rows.matchAll(/^\| (?!You see|---)(.+?) +\|/gm)].map(([, text]) => text);
    assert.ok(explained.length > 10);
    assert.deepEqual(
      explained.filter((text) => !said.some((message) => message.includes(text ?? ''))),
      [],
    );
  });
});
