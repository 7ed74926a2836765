import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { formats, packings } from '../../../../src/uploads/formats/registry';

const source = join(process.cwd(), 'src');
const folder = 'uploads/formats';

/** The files of the formats: what the registry imports from its folder, apart from their type. */
const formatFiles = Array.from(
  readFileSync(join(source, folder, 'registry.ts'), 'utf8').matchAll(/from '\.\/(\w+)'/g),
  ([, name = '']) => name,
).filter((name) => name !== 'format');

/** The sandbox is a program of its own. */
const ownFiles = /^(sandbox|uploads\/formats\/converters)\//;
const others = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !ownFiles.test(file))
  .filter((file) => !formatFiles.some((name) => file === `${folder}/${name}.ts`));

const types: readonly string[] = [...formats, ...packings].map(({ type }) => type);
const extensions: readonly string[] = [...formats, ...packings].flatMap((each) => each.extensions);
const names = new Set([...types, ...extensions, ...extensions.map((name) => `.${name}`)]);
const inPattern = new RegExp(`\\b(${[...types, ...extensions].join('|')})\\b`);

/** Words that are the same and mean something else. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'how the body of a request is encoded, and the setting for it': [
    'manifest/settings.ts: gzip',
    'uploads/plan/planTexts.ts: gzip',
    'uploads/send/compression.ts: gzip',
    'uploads/send/partBody.ts: gzip',
    'uploads/send/sender.ts: gzip',
  ],
  'the extension of the files that everything is converted to': [
    'uploads/queue/forgottenFiles.ts: .csv',
  ],
  'a language of the editor, for which an encoding may be set': [
    'vscode/shell/fileEncoding.ts: csv',
  ],
};

/** The literals of a file that name a format, apart from texts for people. */
function namesIn(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) && names.has(node.text)) found.add(`${file}: ${node.text}`);
    if (ts.isRegularExpressionLiteral(node) && inPattern.test(node.text))
      found.add(`${file}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return [...found];
}

describe('A format', () => {
  it('is one file, which only the registry imports', () => {
    assert.equal(formatFiles.length, formats.length + packings.length);
    const importing = new RegExp(`from '[^']*/(${formatFiles.join('|')})'`);
    const importers = others.filter((file) =>
      importing.test(readFileSync(join(source, file), 'utf8')),
    );
    assert.deepEqual(importers, [`${folder}/registry.ts`]);
  });

  it('is named in no other file', () => {
    assert.ok(others.length > 80);
    const found = others.flatMap(namesIn).sort();
    assert.deepEqual(found, Object.values(exceptions).flat().sort());
  });
});
