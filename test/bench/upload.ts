import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../host/commandError';
import { temporaryDirectory } from '../host/paths';
import { median, secondsOf, type Row } from './report';
import { writeSampleFile } from './sampleFile';

const execute = promisify(execFile);

/**
 * The engine against `curl -T` of the same bytes to the same sink, in turns. Each upload runs in a
 * process of its own, whose start is not counted.
 */
export async function benchUpload(scale: { mebibytes: number; rounds: number }): Promise<Row[]> {
  const folder = temporaryDirectory('bench');
  const file = join(folder.path, 'sample.csv');
  writeSampleFile(file, scale.mebibytes * 1024 * 1024, 5);
  const sink = fork(join(__dirname, 'sink.js'));
  try {
    const [url] = (await once(sink, 'message')) as [string];
    const engine: Row[] = [];
    const curlSeconds: number[] = [];
    for (let round = 0; round < scale.rounds; round += 1) {
      engine.push(await engineRound(url, file));
      curlSeconds.push(await secondsOf(() => execute('curl', ['-sS', '-T', file, `${url}/curl`])));
      await assertReceived(url, 'curl');
    }
    return table(engine, median(curlSeconds), scale);
  } finally {
    sink.kill();
    folder.remove();
  }
}

async function engineRound(url: string, file: string): Promise<Row> {
  const main = join(__dirname, 'main.js');
  const args = [
    'upload',
    '--url',
    url,
    '--token',
    'none',
    '--stream',
    '1',
    '--file',
    file,
    '--json',
  ];
  const { stdout } = await execute(process.execPath, [main, ...args]);
  const row = JSON.parse(stdout) as Row;
  const received = await assertReceived(url, 'the engine');
  // Beside the parts, the body of the call that creates the execution.
  if (received - Number(row['bytes']) > 100 || received < Number(row['bytes']))
    throw new CommandError(`${received} bytes arrived of ${row['bytes'] ?? 0}.`);
  return row;
}

async function assertReceived(url: string, who: string): Promise<number> {
  const received = Number(await (await fetch(`${url}/received`)).text());
  if (received === 0) throw new CommandError(`Nothing arrived from ${who}.`);
  return received;
}

function table(
  engine: readonly Row[],
  curl: number,
  { mebibytes, rounds }: { mebibytes: number; rounds: number },
): Row[] {
  const middle = (key: string): number => median(engine.map((row) => Number(row[key])));
  const wall = middle('wallSeconds');
  const size = { mebibytes, rounds };
  return [
    {
      what: 'engine',
      ...size,
      wallSeconds: wall,
      timesCurl: wall / curl,
      mebibytesPerSecond: middle('mebibytesPerSecond'),
      peakRssMebibytes: middle('peakRssMebibytes'),
      eventLoopDelayP99Milliseconds: middle('eventLoopDelayP99Milliseconds'),
      parts: middle('parts'),
    },
    {
      what: 'curl -T',
      ...size,
      wallSeconds: curl,
      timesCurl: 1,
      mebibytesPerSecond: mebibytes / curl,
    },
  ];
}
