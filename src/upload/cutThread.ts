import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { throwIfAborted } from '../base/abort';
import { toError, type CutMessage } from './cutMessages';
import { cutParts } from './cutter';
import type { Cut, UploadJob } from './job';
import type { Source } from './source';

/** A smaller rest is cut before a thread would have started. */
const worthAThreadBytes = 64 * 1024 * 1024;

/**
 * Cuts the rest of the job's file, in a thread of its own where that pays: then this one has its time
 * for sending. The first part is cut here, as it is on its way before a thread would have started.
 * @param workerFile the bundle of `cutWorker.ts`; undefined where there is none
 */
export async function* cutRest(
  source: Source,
  job: UploadJob,
  workerFile: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Cut, void> {
  const cutting = cutParts(job, (block, position) => source.readInto(block, position), signal);
  const first = await cutting.next();
  if (first.done) return;
  yield first.value;
  if (workerFile === undefined || job.source.size - first.value.end < worthAThreadBytes)
    yield* cutting;
  else yield* cutInThread(workerFile, { ...job, cuts: [first.value] }, signal);
}

async function* cutInThread(
  workerFile: string,
  job: UploadJob,
  signal: AbortSignal,
): AsyncGenerator<Cut, void> {
  const worker = new Worker(workerFile, { workerData: job });
  let isOver = false;
  try {
    const messages = on(worker, 'message', { signal, close: ['exit'] });
    for await (const [message] of messages as AsyncIterable<[CutMessage]>) {
      if (message.type === 'cut') yield message.cut;
      else {
        isOver = true;
        if (message.type === 'end') return;
        throw toError(message);
      }
    }
    throw new Error('The thread that cuts the file ended before its time.');
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  } finally {
    // A thread that has said its last word ends by itself.
    if (!isOver) await worker.terminate();
  }
}
