// Checks the texts that people read. Usage: main.js [--prune]
// --prune removes old texts from oldTexts.txt that were rewritten.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../common/paths';
import { runMain } from '../common/processes';
import { textsOf } from './collect';
import { checkTexts } from './oldTexts';

const list = join(repositoryRoot, 'tools', 'texts', 'oldTexts.txt');
/** The rules name what they forbid, and so do their tests; Japanese texts are another matter. */
const left = /^tools\/texts\/rules\.ts$|^test\/unit\/tools\/texts\.test\.ts$|\.ja\.json$|^l10n\//;
const checked = /^(?:src|test|tools)\/.*\.(?:ts|mjs)$|\.md$|^package\.nls\.json$|^media\/schemas\//;

function main(): Promise<number> {
  const texts = new Map(
    filesWithTexts().map((file) => [file, textsOf(join(repositoryRoot, file))]),
  );
  const old = new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean));
  const { problems, unneeded, needed } = checkTexts(texts, old);
  if (process.argv.includes('--prune')) writeFileSync(list, `${needed.join('\n')}\n`);
  else if (unneeded.length > 0)
    console.error(
      `${unneeded.length} old texts were rewritten. Run node out/tools/texts/main.js --prune.`,
    );
  for (const { place, text, found, instead } of problems)
    console.error(`${place}: “${found}” in “${text}”. Use: ${instead}.`);
  return Promise.resolve(
    problems.length > 0 || (unneeded.length > 0 && !process.argv.includes('--prune')) ? 1 : 0,
  );
}

function filesWithTexts(): string[] {
  const inFolders = ['src', 'test', 'tools', 'docs', 'media/schemas', 'l10n'].flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll('\\', '/')}`,
    ),
  );
  return [...readdirSync(repositoryRoot), ...inFolders].filter(
    (file) => checked.test(file) && !left.test(file),
  );
}

runMain(main);
