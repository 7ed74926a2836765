import { removeFile } from '../../base/files';
import { convertFile, type Convertible } from '../formats/convert';
import { isWorthAThread, type FileThreads } from './fileThreads';
import type { SourceVersion } from './source';

/**
 * The same as `convertFile`, in a thread where that pays: a conversion takes all the time that it gets.
 * @param threads undefined converts here
 */
export async function convertWherePaid(
  threads: FileThreads | undefined,
  convertible: Convertible,
  path: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<SourceVersion> {
  if (!threads || !isWorthAThread('convert', convertible.original.size))
    return convertFile(convertible, path, onShare, signal);
  let version: SourceVersion | undefined;
  try {
    for await (const news of threads.run({ type: 'convert', convertible, path }, signal))
      if (news.type === 'share') onShare(news.share);
      else if (news.type === 'converted') version = news.version;
    if (version) return version;
    throw new Error('The thread that converts the file said nothing of its end.');
  } catch (error) {
    // A thread that was stopped could not.
    await removeFile(path);
    throw error;
  }
}
