// npm run bench -- [upload|scan|list|activate] [options]
// upload: --size MIB, --rounds N; or against any server: --url U --token T --stream ID --file F
import { parseArgs } from 'node:util';
import { CommandError } from '../host/commandError';
import { runMain } from '../host/processes';
import { benchActivate } from './activate';
import { benchList } from './list';
import { printTable, type Row } from './report';
import { benchScan } from './scan';
import { benchUpload } from './upload';
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
      json: { type: 'boolean', default: false },
    },
  });
  const [name = 'upload'] = positionals;
  const scale = { mebibytes: wholeNumber(values.size), rounds: wholeNumber(values.rounds) };
  if (name === 'upload' && values.url !== undefined) {
    print(values.json, [await uploadOnce(serverOf(values))]);
    return 0;
  }
  const benches: Record<string, () => Promise<Row[]>> = {
    upload: () => benchUpload(scale),
    scan: () => benchScan(scale),
    list: () => benchList(scale),
    activate: () => benchActivate(scale),
  };
  const bench = benches[name];
  if (!bench) throw new CommandError(`"${name}" is none of ${Object.keys(benches).join(', ')}.`);
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
    compression: text('compression') === 'gzip' ? ('gzip' as const) : ('none' as const),
  };
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
