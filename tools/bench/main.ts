// npm run bench -- [upload|scan|convert|list|activate] [options]
// All: --size MIB, --rounds N, --json. upload also: --link MB, over a line of so many megabytes a second;
// --memory; --vscode, small files in a real VS Code; or against any server: --url U --token T --stream ID --file F [--compression auto|gzip|none] [--cut-before]
import { parseArgs } from 'node:util';
import { CommandError } from '../common/commandError';
import { runMain } from '../common/processes';
import { benchActivate } from './activate';
import { benchConvert } from './convert';
import { benchList } from './list';
import { printTable, type Row } from './report';
import { benchScan } from './scan';
import { benchInVscode } from './vscode';
import { benchLink, benchMemory, benchUpload } from './upload';
import { ResourceMeter } from './resources';
import { uploadOnce } from './uploadOnce';

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      token: { type: 'string' },
      stream: { type: 'string' },
      file: { type: 'string' },
      compression: { type: 'string', default: 'none' },
      size: { type: 'string', default: '256' },
      rounds: { type: 'string', default: '5' },
      'cut-before': { type: 'boolean', default: false },
      link: { type: 'string' },
      memory: { type: 'boolean', default: false },
      vscode: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [name = 'upload'] = positionals;
  const scale = { mebibytes: wholeNumber(values.size), rounds: wholeNumber(values.rounds) };
  if (name === 'upload' && values.url !== undefined) {
    print(values.json, [await uploadOnce(serverOf(values))]);
    return 0;
  }
  const { link, memory, vscode } = values;
  const benches: Record<string, () => Promise<Row[]>> = {
    upload: () => {
      if (link !== undefined) return benchLink(scale, Number(link));
      if (vscode) return benchInVscode();
      return memory ? benchMemory(scale) : benchUpload(scale);
    },
    idle: () => Promise.resolve([idleResources()]),
    scan: () => benchScan(scale),
    convert: () => benchConvert(scale),
    list: () => benchList(scale),
    activate: () => benchActivate(scale),
  };
  const bench = benches[name];
  if (!bench) throw new CommandError(`"${name}" is none of upload, scan, convert, list, activate.`);
  print(values.json, await bench());
  return 0;
}

function serverOf(values: Record<string, unknown>) {
  const text = (key: string): string => {
    const value = values[key];
    if (typeof value !== 'string') throw new CommandError(`--${key} is missing.`);
    return value;
  };
  return {
    url: text('url'),
    token: text('token'),
    streamId: wholeNumber(text('stream')),
    file: text('file'),
    compression: oneOf(text('compression'), ['auto', 'gzip', 'none']),
    cutBefore: values['cut-before'] === true,
  };
}

function oneOf<T extends string>(text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (!found) throw new CommandError(`"${text}" is none of ${allowed.join(', ')}.`);
  return found;
}

/** What this process takes with the engine loaded and nothing done. */
function idleResources(): Row {
  const { peakRssMebibytes = 0 } = new ResourceMeter().stop();
  return { peakRssMebibytes };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new CommandError(`"${text}" is not a whole number above 0.`);
  return number;
}

function print(asJson: boolean, rows: readonly Row[]): void {
  if (asJson) console.log(JSON.stringify(rows.length === 1 ? rows[0] : rows));
  else printTable(rows);
}

runMain(main);
