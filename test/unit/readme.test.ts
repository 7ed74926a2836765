import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { withTables } from '../host/readmeTables';

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
});
