// Checks the texts that people read. Usage: main.js [--prune]
// --prune removes the entries of rewritten texts from oldTexts.txt. Nothing adds entries.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../common/paths';
import { runMain } from '../common/processes';
import { textsBelow } from './collect';
import { checkTexts } from './oldTexts';

const listName = 'tools/texts/oldTexts.txt';

function main(): Promise<number> {
  const list = join(repositoryRoot, listName);
  const old = new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean));
  const { problems, needed, unused } = checkTexts(textsBelow(repositoryRoot), old);
  const isPruned = process.argv.includes('--prune');
  if (isPruned) writeFileSync(list, needed.map((hash) => `${hash}\n`).join(''));
  const faults = [...problems, ...(isPruned ? [] : unusedText(unused))];
  for (const fault of faults) console.error(fault);
  return Promise.resolve(faults.length > 0 ? 1 : 0);
}

function unusedText({ length }: readonly string[]): string[] {
  return length === 0
    ? []
    : [`${listName}: Entries of rewritten texts: ${length} → npm run texts -- --prune`];
}

runMain(main);
