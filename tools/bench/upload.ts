import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../common/commandError';
import { temporaryDirectory } from '../common/paths';
import { assertArrived } from './arrival';
import { installPeers } from './peers';
import { medians, secondsOf, type Row } from './report';
import { writeSampleFile } from './sampleFile';
import { startSink, type Sink } from './startSink';

const execute = promisify(execFile);

export interface Scale {
  readonly mebibytes: number;
  readonly rounds: number;
}

type Contestant = (sink: Sink, file: string) => Promise<Row>;

/**
 * The engine against `curl -T` of the same bytes and against other clients, to the same sink, in turns.
 * Each upload runs in a process of its own, whose start is not counted. That every byte arrives is
 * checked first.
 */
export async function benchUpload(scale: Scale): Promise<Row[]> {
  const packageFile = await installPeers();
  const contestants: Record<string, Contestant> = {
    engine: engine('none'),
    // What remains is reading once and sending: the difference is the price of exact cuts.
    'engine, cut before': engine('none', ['--cut-before']),
    'curl -T': curl,
    'lib-storage': peer('lib-storage', packageFile),
    tus: peer('tus', packageFile),
    'a script, by lines': peer('script', packageFile),
  };
  return withSample(scale, async (file, folder) => {
    await assertArrived(file, folder, (sink) => engine('none')(sink, file));
    const rows = await inTurns(contestants, scale.rounds, file, await startSink(folder));
    const [first] = rows;
    return rows.map((row) => ({
      ...row,
      timesEngine: Number(row['wallSeconds']) / Number(first?.['wallSeconds']),
    }));
  });
}

/** The engine over a slow line, without and with compression. */
export async function benchLink(scale: Scale, megabytesPerSecond: number): Promise<Row[]> {
  const contestants = { plain: engine('none'), gzip: engine('gzip'), auto: engine('auto') };
  return withSample(scale, async (file, folder) => {
    await assertArrived(file, folder, (sink) => engine('gzip')(sink, file));
    const sink = await startSink(folder, { bytesPerSecond: megabytesPerSecond * 1e6 });
    const rows = await inTurns(contestants, scale.rounds, file, sink);
    const [plain] = rows;
    return rows.map((row) => ({
      ...row,
      timesFaster: Number(plain?.['wallSeconds']) / Number(row['wallSeconds']),
    }));
  });
}

/** Peak memory of the engine, idle and for files of 64 MiB, 4 GiB and 10 GiB. */
export async function benchMemory({ rounds }: Scale): Promise<Row[]> {
  const rows: Row[] = [];
  const idle = async (): Promise<Row> => printed([join(__dirname, 'main.js'), 'idle', '--json']);
  rows.push({ what: 'idle', ...medians(await repeated(rounds, idle)) });
  for (const mebibytes of [64, 4096, 10_240])
    rows.push(
      ...(await withSample({ mebibytes, rounds }, async (file, folder) =>
        inTurns({ [`${mebibytes} MiB`]: engine('none') }, rounds, file, await startSink(folder)),
      )),
    );
  return rows;
}

async function withSample(
  { mebibytes }: Scale,
  task: (file: string, folder: string) => Promise<Row[]>,
): Promise<Row[]> {
  const folder = temporaryDirectory('bench');
  const file = join(folder.path, 'sample.csv');
  writeSampleFile(file, mebibytes * 1024 * 1024, 5);
  try {
    return await task(file, folder.path);
  } finally {
    folder.remove();
  }
}

async function inTurns(
  contestants: Readonly<Record<string, Contestant>>,
  rounds: number,
  file: string,
  sink: Sink,
): Promise<Row[]> {
  const results = new Map<string, Row[]>(Object.keys(contestants).map((name) => [name, []]));
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const [name, contestant] of Object.entries(contestants)) {
        results.get(name)?.push(await contestant(sink, file));
        await assertReceived(sink, name);
      }
  } finally {
    sink.stop();
  }
  return [...results].map(([what, rows]) => ({ what, sink: sink.kind, ...medians(rows) }));
}

function engine(compression: 'auto' | 'gzip' | 'none', more: readonly string[] = []): Contestant {
  return ({ url }, file) => {
    const server = ['--url', url, '--token', 'none', '--stream', '1', '--file', file];
    return printed([
      join(__dirname, 'main.js'),
      'upload',
      ...server,
      ...['--compression', compression, ...more, '--json'],
    ]);
  };
}

const curl: Contestant = async ({ url }, file) => {
  const upload = () =>
    execute('curl', ['-sS', '-o', join(file, '..', 'answer'), '-T', file, `${url}/curl`]);
  return { wallSeconds: await secondsOf(upload) };
};

function peer(name: string, packageFile: string): Contestant {
  return ({ url }, file) =>
    printed([join(__dirname, 'peerUpload.js'), name, url, file, packageFile]);
}

/** What a script prints as JSON. */
async function printed(command: readonly string[]): Promise<Row> {
  const { stdout } = await execute(process.execPath, command);
  return JSON.parse(stdout) as Row;
}

async function repeated(rounds: number, task: () => Promise<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let round = 0; round < rounds; round += 1) rows.push(await task());
  return rows;
}

async function assertReceived({ url }: Sink, who: string): Promise<void> {
  const received = Number(await (await fetch(`${url}/received`)).text());
  if (received === 0) throw new CommandError(`Nothing arrived from ${who}.`);
}
