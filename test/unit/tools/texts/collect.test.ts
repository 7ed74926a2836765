import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { textsBelow, textsOf } from '../../../../tools/texts/collect';
import { withTemporaryFolder } from '../../../support/temporaryFolder';

const found = (file: string, ...lines: string[]): string[] =>
  textsOf(file, lines.join('\n')).map(({ line, text }) => `${line} ${text}`);

describe('The texts of code', () => {
  it('are its comments, with consecutive lines as one', () => {
    const texts = found(
      'src/a.ts',
      '/** Says',
      ' * it. */',
      'const a = 1; // One',
      '// two,',
      '  // three.',
      '',
      '// Four.',
      '/** @param url // Five. */',
      'function f(url: string) {}',
    );
    assert.deepEqual(texts, [
      '1 Says it.',
      '3 One',
      '4 two, three.',
      '7 Four.',
      '8 @param url // Five.',
    ]);
  });

  it('are the patterns of translating calls, and not their values', () => {
    const texts = found(
      'src/a.ts',
      "t('{0} of {1}',",
      "  'value');",
      "text('{0} left', 'value');",
      'pluralText(',
      "  count, 'one file',",
      "  '{0} files', 'value');",
      "plural(count, '{0} part', `{0} parts`);",
      "other('not a text');",
    );
    assert.deepEqual(texts, [
      '1 {0} of {1}',
      '3 {0} left',
      '5 one file',
      '6 {0} files',
      '7 {0} part',
      '7 {0} parts',
    ]);
  });

  it('are titles of tests, and messages of errors and tools', () => {
    const texts = found(
      'test/a.test.ts',
      "describe('A', () => {",
      "  it.skip('does it', () => { throw new CommandError('Gone.'); });",
      '  it(`counts ${n} rows`, () => fail(`No ${file} here`));',
      '});',
    );
    assert.deepEqual(texts, ['1 A', '2 does it', '2 Gone.', '3 counts … rows', '3 No … here']);
  });

  it('have no code', () => {
    assert.deepEqual(found('src/a.ts', '// A `b` c.', "t('Is ``d`` ok');"), [
      '2 Is `…` ok',
      '1 A `…` c.',
    ]);
  });
});

describe('The texts of a page', () => {
  it('are its headings, paragraphs, list items, and table rows', () => {
    const texts = found(
      'a.md',
      '# Title',
      'One',
      'paragraph.',
      '',
      '- First',
      '  item',
      '- Second',
      '  1. Inner',
      '> Quoted',
      '> text',
      '| a   | b |',
      '| --- | - |',
      'End',
    );
    assert.deepEqual(texts, [
      '1 Title',
      '2 One paragraph.',
      '5 First item',
      '7 Second',
      '8 Inner Quoted text',
      '11 | a | b |',
      '12 | --- | - |',
      '13 End',
    ]);
  });

  it('have no code and no addresses', () => {
    const page = ['[Link](code.md) to https://a.b/c.', '', '```', 'code', '```', '`code`', 'End'];
    assert.deepEqual(found('a.md', ...page), ['1 [Link] to …', '6 `…` End']);
  });
});

describe('The texts of JSON', () => {
  it('are all values of the manifest’s texts', () => {
    const texts = found(
      'package.nls.json',
      '{',
      '  "a b": "One",',
      '  "b": "Two\\n\\n[it](x)"',
      '}',
    );
    assert.deepEqual(texts, ['2 One', '3 Two [it]']);
  });

  it('are the titles and descriptions of a schema', () => {
    const texts = found(
      'media/schemas/a.json',
      '{ "title": "One",',
      '  "type": "object",',
      '  "properties": { "title": { "type": "string",',
      '    "description": "Two", "enumDescriptions": ["Three",',
      '      "Four"] } } }',
    );
    assert.deepEqual(texts, ['1 One', '4 Two', '4 Three', '5 Four']);
  });
});

describe('The texts of the repository', () => {
  const folder = withTemporaryFolder();

  it('are those in English, in the folders with sources and pages', async () => {
    const temporary = folder();
    const { path } = temporary;
    for (const name of ['src/a', 'test', 'tools', 'docs', 'media/schemas', 'l10n', 'out'])
      await mkdir(join(path, name), { recursive: true });
    const read = ['README.md', 'build.mjs', 'docs/a.md', 'src/a/b.ts', 'tools/c.mjs'];
    const leftAlone = ['package.nls.ja.json', 'l10n/README.md', 'out/a.ts', 'package.json'];
    for (const name of [...read, ...leftAlone]) await temporary.write(name, '// Text');
    await temporary.write('package.nls.json', '{ "a": "Text" }');
    await temporary.write('media/schemas/a.json', '{ "title": "Text" }');
    const texts = textsBelow(path);
    assert.deepEqual(
      [...texts.keys()].sort(),
      [...read, 'media/schemas/a.json', 'package.nls.json'].sort(),
    );
    assert.deepEqual(texts.get('src/a/b.ts'), [{ line: 1, text: 'Text' }]);
  });
});
