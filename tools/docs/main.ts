// npm run docs: writes the tables of commands and settings in docs/ from the manifest.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { repositoryRoot } from '../common/paths';
import { runMain } from '../common/processes';
import { tableFiles, tableNames, withTable } from './docsTables';

async function main(): Promise<number> {
  for (const name of tableNames) {
    const path = join(repositoryRoot, tableFiles[name]);
    const text = withTable(readFileSync(path, 'utf8'), name);
    writeFileSync(path, await format(text, { parser: 'markdown' }));
  }
  return 0;
}

runMain(main);
