import { cutParts } from './cutter';
import { inThread, type FileTask } from './fileThread';
import type { Cut, UploadJob } from './job';
import type { Source } from './source';

/** A smaller rest is cut before a thread would have started. */
const worthAThreadBytes = 64 * 1024 * 1024;

/**
 * Cuts the rest of the job's file, in a thread of its own where that pays: then this one has its time
 * for sending. The first part is cut here, as it is on its way before a thread would have started.
 * @param workerFile the bundle of `fileWorker.ts`; undefined where there is none
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
  else {
    const task: FileTask = { type: 'cut', job: { ...job, cuts: [first.value] } };
    for await (const news of inThread(workerFile, task, signal))
      if (news.type === 'cut') yield news.cut;
  }
}
