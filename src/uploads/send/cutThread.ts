import { cutParts } from './cutter';
import { isWorthAThread, type FileThreads } from './fileThreads';
import type { Cut, Upload } from '../upload';
import type { Source } from './source';

/**
 * Cuts the rest of the upload's file, in a thread where that pays: then this one has its time for sending.
 * Until a thread has started the parts are cut here, so that the first ones are on their way meanwhile.
 * @param threads undefined cuts all of it here
 */
export async function* cutRest(
  source: Source,
  upload: Upload,
  threads: FileThreads | undefined,
  signal: AbortSignal,
): AsyncGenerator<Cut, void> {
  const start = upload.cuts.at(-1)?.end ?? upload.firstOffset;
  if (!threads || !isWorthAThread('cut', upload.source.size - start))
    return yield* cutHere(source, upload, signal);
  if (threads.prepare()) return yield* cutIn(threads, upload, signal);
  for await (const cut of cutHere(source, upload, signal)) {
    yield cut;
    // Another upload may have taken the one that was started.
    if (threads.prepare()) return yield* cutIn(threads, { ...upload, cuts: [cut] }, signal);
  }
}

function cutHere(source: Source, upload: Upload, signal: AbortSignal): AsyncGenerator<Cut, void> {
  return cutParts(upload, (block, position) => source.readInto(block, position), signal);
}

async function* cutIn(
  threads: FileThreads,
  upload: Upload,
  signal: AbortSignal,
): AsyncGenerator<Cut, void> {
  for await (const news of threads.run({ type: 'cut', upload }, signal))
    if (news.type === 'cut') yield news.cut;
}
