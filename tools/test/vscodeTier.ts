// Runs the tests of out/test/vscode in a real VS Code. Usage: node out/tools/test/vscodeTier.js
import { join } from 'node:path';
import { repositoryRoot } from '../common/paths';
import { runInVscode } from '../vscode/inVscode';
import { runMain } from '../common/processes';

/** In an extension host stdout is no terminal, so mocha has to be told. */
function reportColours(): Record<string, string> {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? { MOCHA_COLORS: '1' } : {};
}

const tests = join(repositoryRoot, 'out', 'test', 'vscode', 'index.js');
runMain(() => runInVscode(tests, process.stdout, { environment: reportColours() }));
