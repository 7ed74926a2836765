import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { textsOfCode } from './codeTexts';
import type { FoundText } from './foundText';
import { textsOfJson, textsOfSchema } from './jsonTexts';
import { textsOfMarkdown } from './pageTexts';

const checked =
  /^(?:src|test|tools)\/.*\.(?:ts|mjs)$|^[^/]+\.mjs$|\.md$|^package\.nls\.json$|^media\/schemas\//;
const folders = ['src', 'test', 'tools', 'docs', 'media'];

/** All texts of the repository, by file. */
export function textsBelow(root: string): ReadonlyMap<string, readonly FoundText[]> {
  const files = [...readdirSync(root), ...folders.flatMap((folder) => filesBelow(root, folder))];
  return new Map(
    files
      .filter((file) => checked.test(file))
      .map((file) => [file, textsOf(file, readFileSync(join(root, file), 'utf8'))]),
  );
}

/** The texts of a file, by its kind. Only their words are left. */
export function textsOf(file: string, content: string): FoundText[] {
  return rawTexts(file, content)
    .map(({ line, text }) => ({ line, text: wordsOf(text) }))
    .filter(({ text }) => text !== '');
}

function rawTexts(file: string, content: string): FoundText[] {
  if (file.startsWith('media/schemas/')) return textsOfSchema(content);
  if (extname(file) === '.json') return textsOfJson(content);
  if (extname(file) === '.md') return textsOfMarkdown(content);
  return textsOfCode(file, content);
}

/** Without code, addresses, and the padding of tables, which a change next to it moves. */
function wordsOf(text: string): string {
  return text
    .replace(/(`+)[^]*?\1/g, '`…`')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/https?:\/\/[^\s)>]+/g, '…')
    .replace(/\s+/g, ' ')
    .trim();
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (file) => `${folder}/${file.replaceAll('\\', '/')}`,
  );
}
