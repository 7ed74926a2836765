import { join } from 'node:path';
import { FileThreads } from '../../src/uploads/send/fileThreads';
import { eventually } from './vscode/eventually';

/** Threads of which one has started, until it was idle for long. */
export async function startedThreads(): Promise<FileThreads> {
  const threads = new FileThreads(join(process.cwd(), 'dist', 'fileWorker.js'));
  threads.prepare();
  await eventually('the thread is ready', () => threads.isReady);
  return threads;
}
