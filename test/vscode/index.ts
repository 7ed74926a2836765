import { appendFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import { runMocha } from '../host/mochaRun';
import { variables } from '../host/variables';

// A real editor is slower than plain code, and its first requests wait for it to settle.
const testTimeoutSeconds = 30;

/** What VS Code calls in its extension host. Rejects when a test fails. */
export async function run(): Promise<void> {
  const output = process.env[variables.outputFile];
  // The console of an extension host is full of other people's lines.
  if (output)
    Mocha.reporters.Base.consoleLog = (...values: unknown[]) =>
      appendFileSync(output, `${format(...values)}\n`);
  const { failed } = await runMocha(__dirname, testTimeoutSeconds);
  if (failed > 0) throw new Error(`${failed} failed.`);
}
