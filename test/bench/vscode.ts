import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CommandError } from '../host/commandError';
import { runInVscode } from '../host/inVscode';
import type { Row } from './report';

/** Uploads of small files in a real VS Code, from the command to its result. */
export async function benchInVscode(): Promise<Row[]> {
  const output = new PassThrough();
  const collected = text(output);
  const code = await runInVscode(join(__dirname, 'inVscode.js'), output);
  output.end();
  if (code !== 0) throw new CommandError(`VS Code ended with code ${code}.`);
  return (await collected)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}
