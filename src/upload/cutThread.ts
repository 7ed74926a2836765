import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { throwIfAborted } from '../base/abort';
import { toError, type CutMessage } from './cutMessages';
import { cutParts, type CutSummary } from './cutter';
import type { Cut, UploadJob } from './job';
import type { Source } from './source';

/** A smaller rest is cut before a thread would have started. */
const worthAThreadBytes = 64 * 1024 * 1024;

/**
 * Cuts the rest of the job's file, in a thread of its own where that pays: then this one has its time
 * for sending.
 * @param workerFile the bundle of `cutWorker.ts`; undefined where there is none
 */
export function cutRest(
  source: Source,
  job: UploadJob,
  workerFile: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Cut, CutSummary> {
  const restBytes = job.source.size - (job.cuts.at(-1)?.end ?? job.firstOffset);
  return workerFile !== undefined && restBytes >= worthAThreadBytes
    ? cutInThread(workerFile, job, signal)
    : cutParts(job, (block, position) => source.readInto(block, position), signal);
}

async function* cutInThread(
  workerFile: string,
  job: UploadJob,
  signal: AbortSignal,
): AsyncGenerator<Cut, CutSummary> {
  const worker = new Worker(workerFile, { workerData: job });
  try {
    const messages = on(worker, 'message', { signal, close: ['exit'] });
    for await (const [message] of messages as AsyncIterable<[CutMessage]>) {
      if (message.type === 'cut') yield message.cut;
      else if (message.type === 'end') return message.summary;
      else throw toError(message);
    }
    throw new Error('The thread that cuts the file ended before its time.');
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  } finally {
    await worker.terminate();
  }
}
