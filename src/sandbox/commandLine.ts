import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { messageOf } from './json';
import { parseOptions, type SandboxOptions } from './options';

/**
 * Reads `[--port N] [--token T] [--streams N] [--data DIR] [--faults FILE] [--sparse]
 * [--routes both|specification|live]`. Throws an `Error` with one line that says what is wrong.
 */
export async function parseCommandLine(words: readonly string[]): Promise<SandboxOptions> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      port: { type: 'string' },
      token: { type: 'string' },
      streams: { type: 'string' },
      data: { type: 'string' },
      faults: { type: 'string' },
      sparse: { type: 'boolean' },
      routes: { type: 'string' },
    },
  });
  return parseOptions({
    ...values,
    port: numberOf(values.port),
    streams: numberOf(values.streams),
    faults: values.faults === undefined ? undefined : await readFaults(values.faults),
  });
}

function numberOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  // Number('') is 0, which would be taken for a given port.
  return /^\d+$/.test(word) ? Number(word) : Number.NaN;
}

async function readFaults(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`The faults file ${file} can't be used: ${messageOf(error)}`, { cause: error });
  }
}
