import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot, temporaryDirectory } from '../host/paths';
import { writeEmptyExtension } from './emptyExtension';
import { median, type Row } from './report';
import { rowsFromVscode } from './vscode';

const execute = promisify(execFile);
const bundles = ['extension', 'client', 'uploader', 'tools', 'glob', 'sandbox'] as const;

/** Loads a bundle with a stand-in for `vscode` whose every part is callable, and prints the time. */
const script = `
const Module = require('node:module');
const part = new Proxy(class {}, { get: (target, key) => (key === 'prototype' ? target.prototype : part) });
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? part : load(name, ...rest));
const start = performance.now();
if (process.argv[1] !== 'nothing') require(process.argv[1]);
process.stdout.write(String(performance.now() - start));
process.exit();
`;

/** Activation in a real VS Code, beside that of an extension that does nothing. */
export async function benchActivateInVscode(): Promise<Row[]> {
  const directory = temporaryDirectory('bench');
  try {
    const empty = writeEmptyExtension(join(directory.path, 'empty'));
    return await rowsFromVscode('activateInVscode.js', empty);
  } finally {
    directory.remove();
  }
}

/** Bytes of each bundle, and how long loading it takes: only the first is loaded at activation. */
export async function benchActivate({ rounds }: { rounds: number }): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of bundles.filter((bundle) => bundle !== 'sandbox')) {
    const file = join(repositoryRoot, 'dist', `${name}.js`);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      times.push(Number((await execute(process.execPath, ['-e', script, file])).stdout));
    rows.push({
      bundle: name,
      kilobytes: statSync(file).size / 1000,
      loadMilliseconds: median(times),
      atActivation: name === 'extension' ? 'yes' : 'no',
    });
  }
  return rows;
}
