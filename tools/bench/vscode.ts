import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CommandError } from '../common/commandError';
import { runInVscode, type RunOptions } from '../vscode/inVscode';
import type { Row } from './report';

/** Uploads of small files in a real VS Code, from the command to its result. */
export function benchInVscode(): Promise<Row[]> {
  return rowsFromVscode('inVscode.js');
}

/** The rows that a script beside this one reports from the extension host of a real VS Code. */
export async function rowsFromVscode(script: string, options?: RunOptions): Promise<Row[]> {
  const output = new PassThrough();
  const collected = text(output);
  const code = await runInVscode(join(__dirname, script), output, options);
  output.end();
  if (code !== 0) throw new CommandError(`VS Code ended with code ${code}.`);
  return (await collected)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}
