// npm run readme: writes the README's tables of commands and settings anew, from the manifest.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { repositoryRoot } from '../common/paths';
import { runMain } from '../common/processes';
import { withTables } from './readmeTables';

async function main(): Promise<number> {
  const path = join(repositoryRoot, 'README.md');
  const text = withTables(readFileSync(path, 'utf8'));
  writeFileSync(path, await format(text, { parser: 'markdown' }));
  return 0;
}

runMain(main);
