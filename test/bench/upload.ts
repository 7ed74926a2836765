import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../host/commandError';
import { temporaryDirectory } from '../host/paths';
import { median, secondsOf, type Row } from './report';
import { writeSampleFile } from './sampleFile';
import { startSink } from './startSink';

const execute = promisify(execFile);

/**
 * The engine against `curl -T` of the same bytes to the same sink, in turns. Each upload runs in a
 * process of its own, whose start is not counted.
 */
export async function benchUpload(scale: { mebibytes: number; rounds: number }): Promise<Row[]> {
  const folder = temporaryDirectory('bench');
  const file = join(folder.path, 'sample.csv');
  writeSampleFile(file, scale.mebibytes * 1024 * 1024, 5);
  const sink = await startSink(folder.path);
  try {
    const engine: Row[] = [];
    const curlSeconds: number[] = [];
    for (let round = 0; round < scale.rounds; round += 1) {
      engine.push(await engineRound(sink.url, file));
      const target = `${sink.url}/curl`;
      curlSeconds.push(await secondsOf(() => execute('curl', ['-sS', '-T', file, target])));
      await assertReceived(sink.url, 'curl');
    }
    return table(engine, median(curlSeconds), { ...scale, sink: sink.kind });
  } finally {
    sink.stop();
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

function table(engine: readonly Row[], curl: number, setting: Row): Row[] {
  const middle = (key: string): number => median(engine.map((row) => Number(row[key])));
  const wall = middle('wallSeconds');
  return [
    {
      what: 'engine',
      ...setting,
      wallSeconds: wall,
      timesCurl: wall / curl,
      mebibytesPerSecond: middle('mebibytesPerSecond'),
      peakRssMebibytes: middle('peakRssMebibytes'),
      eventLoopDelayP99Milliseconds: middle('eventLoopDelayP99Milliseconds'),
      parts: middle('parts'),
    },
    {
      what: 'curl -T',
      ...setting,
      wallSeconds: curl,
      timesCurl: 1,
      mebibytesPerSecond: Number(setting['mebibytes']) / curl,
    },
  ];
}
