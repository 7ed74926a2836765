import { cutParts } from './cutter';
import { isWorthAThread, type FileThreads } from './fileThreads';
import type { Cut, UploadJob } from '../upload';
import type { Source } from './source';

/**
 * Cuts the rest of the job's file, in a thread where that pays: then this one has its time for sending.
 * Until a thread has started the parts are cut here, so that the first ones are on their way meanwhile.
 * @param threads undefined cuts all of it here
 */
export async function* cutRest(
  source: Source,
  job: UploadJob,
  threads: FileThreads | undefined,
  signal: AbortSignal,
): AsyncGenerator<Cut, void> {
  const start = job.cuts.at(-1)?.end ?? job.firstOffset;
  if (!threads || !isWorthAThread('cut', job.source.size - start))
    return yield* cutHere(source, job, signal);
  if (threads.prepare()) return yield* cutIn(threads, job, signal);
  for await (const cut of cutHere(source, job, signal)) {
    yield cut;
    // Another upload may have taken the one that was started.
    if (threads.prepare()) return yield* cutIn(threads, { ...job, cuts: [cut] }, signal);
  }
}

function cutHere(source: Source, job: UploadJob, signal: AbortSignal): AsyncGenerator<Cut, void> {
  return cutParts(job, (block, position) => source.readInto(block, position), signal);
}

async function* cutIn(
  threads: FileThreads,
  job: UploadJob,
  signal: AbortSignal,
): AsyncGenerator<Cut, void> {
  for await (const news of threads.run({ type: 'cut', job }, signal))
    if (news.type === 'cut') yield news.cut;
}
