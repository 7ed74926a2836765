// Runs the tests of out/test/vscode in a real VS Code. Usage: node out/test/host/vscodeTier.js
import { join } from 'node:path';
import { runInVscode } from './inVscode';
import { runMain } from './processes';

/** In an extension host stdout is no terminal, so mocha has to be told. */
function reportColours(): Record<string, string> {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? { MOCHA_COLORS: '1' } : {};
}

const tests = join(__dirname, '..', 'vscode', 'index.js');
runMain(() => runInVscode(tests, process.stdout, { environment: reportColours() }));
