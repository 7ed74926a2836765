import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tableFiles, tableNames, withTable } from '../../tools/docs/docsTables';

/** Without what only aligns the columns of tables. */
const plain = (text: string): string =>
  text
    .replaceAll(/-{3,}/g, '---')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/\n{2,}/g, '\n');

describe('The documentation', () => {
  for (const name of tableNames)
    it(`has the ${name} of the manifest in ${tableFiles[name]}: npm run docs writes them`, () => {
      const text = readFileSync(tableFiles[name], 'utf8');
      assert.equal(plain(text), plain(withTable(text, name)));
    });

  it('explains messages that the extension has', () => {
    const said = Object.keys(
      JSON.parse(readFileSync('l10n/bundle.l10n.ja.json', 'utf8')) as Record<string, string>,
    ).map((text) => text.replaceAll(/\{\d\}/g, '…'));
    const page = readFileSync('docs/troubleshooting.md', 'utf8');
    const [, table = ''] = page.split('<!-- messages: each is one of the extension -->');
    const [rows = ''] = table.split('\n## ');
    const explained = [...rows.matchAll(/^\| (?!You see|---)(.+?) +\|/gm)].map(([, text]) => text);
    assert.ok(explained.length > 10);
    assert.deepEqual(
      explained.filter((text) => !said.some((message) => message.includes(text ?? ''))),
      [],
    );
  });
});
