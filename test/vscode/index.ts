import { appendFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import { describeError } from '../../tools/common/commandError';
import { runMocha } from '../../tools/test/mochaRun';
import { variables } from '../../tools/common/variables';

// A real editor is slower than plain code, and its first requests wait for it to settle.
const testTimeoutSeconds = 30;

/** What VS Code calls in its extension host. Rejects when a test fails. */
export async function run(): Promise<void> {
  const report = reporter();
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => report(format(...values));
  const { failed } = await runMocha(__dirname, testTimeoutSeconds).catch((error: unknown) => {
    report(describeError(error));
    throw error;
  });
  if (failed > 0) throw new Error(`${failed} failed.`);
}

/** To the parent's file where there is one: an extension host's console is full of others' lines. */
function reporter(): (line: string) => void {
  const file = process.env[variables.outputFile];
  return file ? (line) => appendFileSync(file, `${line}\n`) : (line) => console.log(line);
}
