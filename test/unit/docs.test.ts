import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tableFiles, tableNames, withTable } from '../../tools/docs/docsTables';

/** Without what only aligns the columns of tables. */
const plain = (text: string): string =>
  text
    .replaceAll(/-{3,}/g, '---')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/\n{2,}/g, '\n');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const mostReadmeWords = 900;

interface Link {
  readonly page: string;
  /** As it is written, for the message of a failed test. */
  readonly target: string;
  /** The linked file: the page itself for a fragment alone. */
  readonly file: string;
  /** The heading's anchor, or empty. */
  readonly fragment: string;
}

const withoutCodeBlocks = (text: string): string => text.replaceAll(/^```[^]*?^```/gm, '');

/** The relative links of a page, images too. */
function linksOf(page: string): Link[] {
  const text = withoutCodeBlocks(readFileSync(page, 'utf8')).replaceAll(/`[^`\n]*`/g, '');
  const inline = text.matchAll(/\]\(\s*<?([^\s)>]+)/g);
  const references = text.matchAll(/^\[[^\]]+\]:\s+<?([^\s>]+)/gm);
  return [...inline, ...references]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
    .map((target) => {
      const [path = '', fragment = ''] = target.split('#').map(decodeURIComponent);
      return { page, target, file: path ? join(dirname(page), path) : page, fragment };
    });
}

/** The anchors that GitHub gives the headings of a page; equal ones are numbered. */
function anchorsOf(page: string): Set<string> {
  const counts = new Map<string, number>();
  const headings = withoutCodeBlocks(readFileSync(page, 'utf8')).matchAll(/^#{1,6} +(.+?) *$/gm);
  const anchors = Array.from(headings, ([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return new Set(anchors);
}

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

  it('links only to files that exist', () => {
    const links = pages.flatMap(linksOf);
    assert.ok(links.length > 10);
    assert.deepEqual(
      links.filter(({ file }) => !existsSync(file)),
      [],
    );
  });

  it('links only to headings that exist', () => {
    const links = pages
      .flatMap(linksOf)
      .filter(({ file, fragment }) => fragment && existsSync(file));
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter(({ file, fragment }) => !anchorsOf(file).has(fragment)),
      [],
    );
  });

  it('names only files and folders that exist', () => {
    const named = ['CONTRIBUTING.md', 'docs/architecture.md'].flatMap((page) =>
      Array.from(
        readFileSync(page, 'utf8').matchAll(/`((?:src|test|tools|docs)\/[\w./-]+)`/g),
        ([, path = '']) => path,
      ),
    );
    assert.ok(named.length > 60);
    assert.deepEqual(
      named.filter((path) => !existsSync(path)),
      [],
    );
  });

  it(`keeps the README at ${mostReadmeWords} words or fewer`, () => {
    const words = readFileSync('README.md', 'utf8').split(/\s+/).filter(Boolean);
    assert.ok(words.length <= mostReadmeWords, `The README has ${words.length} words.`);
  });
});
