// Writes the parts of package.json that the typed tables of commands, settings, and task fields give.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { repositoryRoot } from '../common/paths';
import { runMain } from '../common/processes';
import { withTables, type Manifest } from './generate';

async function main(): Promise<number> {
  const path = join(repositoryRoot, 'package.json');
  const before = readFileSync(path, 'utf8');
  const generated = JSON.stringify(withTables(JSON.parse(before) as Manifest));
  const after = await format(generated, { parser: 'json-stringify' });
  if (after !== before) writeFileSync(path, after);
  return 0;
}

runMain(main);
