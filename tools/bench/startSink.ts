import { execFileSync, fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repositoryRoot } from '../common/paths';

export interface Sink {
  readonly url: string;
  /** What it is written in: the one in Node hides differences, as it is slower than what it measures. */
  readonly kind: 'C' | 'Node';
  stop(): void;
}

export interface SinkOptions {
  /** A folder for the bodies of parts, each under its number; they are thrown away where it is missing. */
  readonly keptIn?: string;
  /** Of all connections together; as fast as it gets where it is missing. */
  readonly bytesPerSecond?: number;
}

/** Starts the sink in C where there is a compiler, else the one in Node, which has no options. */
export async function startSink(
  folder: string,
  { keptIn = '-', bytesPerSecond = 0 }: SinkOptions = {},
): Promise<Sink> {
  const program = compile(folder);
  if (program) {
    const sink = spawn(program, [keptIn, String(bytesPerSecond)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = (await once(sink.stdout, 'data')) as [Buffer];
    return sinkOf(sink, `http://127.0.0.1:${port.toString().trim()}`, 'C');
  }
  const sink = fork(join(__dirname, 'sink.js'));
  const [url] = (await once(sink, 'message')) as [string];
  return sinkOf(sink, url, 'Node');
}

function sinkOf(process: ChildProcess, url: string, kind: Sink['kind']): Sink {
  return { url, kind, stop: () => void process.kill() };
}

function compile(folder: string): string | undefined {
  const program = join(folder, 'sink');
  const source = join(repositoryRoot, 'tools', 'bench', 'sink.c');
  try {
    execFileSync('cc', ['-O2', '-D_GNU_SOURCE', '-pthread', '-o', program, source]);
    return program;
  } catch (error) {
    console.error(`No sink in C (${String(error)}); taking the one in Node.`);
    return undefined;
  }
}
