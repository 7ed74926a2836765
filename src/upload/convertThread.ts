import { rm } from 'node:fs/promises';
import { convertFile, type Convertible } from './convert/convert';
import { inThread } from './fileThread';
import type { SourceVersion } from './source';

/** A smaller file, as it is on disk, is converted before a thread would have started. */
const worthAThreadBytes = 1024 * 1024;

/**
 * The same as `convertFile`, in a thread of its own where that pays: a conversion takes all the time
 * that it gets.
 * @param workerFile the bundle of `fileWorker.ts`; undefined where there is none
 */
export async function convertWherePaid(
  workerFile: string | undefined,
  convertible: Convertible,
  path: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<SourceVersion> {
  if (workerFile === undefined || convertible.original.size < worthAThreadBytes)
    return convertFile(convertible, path, onShare, signal);
  try {
    for await (const news of inThread(workerFile, { type: 'convert', convertible, path }, signal))
      if (news.type === 'share') onShare(news.share);
      else if (news.type === 'converted') return news.version;
    throw new Error('The thread that converts the file said nothing of its end.');
  } catch (error) {
    // A thread that was stopped could not.
    await rm(path, { force: true });
    throw error;
  }
}
