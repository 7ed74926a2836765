import { text } from '../../base/text';
import { convertedPath, isConverted } from '../formats/convertedFile';
import { convertWherePaid } from './convertThread';
import { UploadError } from '../errors';
import type { FileThreads } from './fileThreads';
import { defaultPartSize, type UploadJob } from '../upload';
import { assertUnchanged } from './source';

/**
 * Sees to it that there is something to cut: converts the job's file where it needs that, and anew where
 * the converted file of an earlier run is gone. A conversion always gives the same bytes, so that the cuts
 * of that run still hold.
 * @param threads undefined converts here
 * @throws UploadError `sourceChanged`, or why the file can't be converted
 */
export async function ensureConverted(
  job: UploadJob,
  folder: string,
  threads: FileThreads | undefined,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { conversion, cuts, options } = job;
  if (!conversion) return;
  await assertUnchanged(conversion.original);
  if (isConverted(job) && (await isIntact(job))) return;
  const path = convertedPath(folder, job.uploadId);
  const source = await convertWherePaid(threads, conversion, path, onShare, signal);
  if (cuts.length > 0 && source.size !== job.source.size)
    throw new UploadError(
      'sourceChanged',
      text('{0} is read in another way than before. Upload it again.', conversion.original.path),
    );
  job.source = source;
  const { partSizeBytes = defaultPartSize(source.size, options.concurrency) } = conversion;
  if (cuts.length === 0) job.options = { ...options, partSizeBytes };
}

async function isIntact({ source }: UploadJob): Promise<boolean> {
  return assertUnchanged(source).then(
    () => true,
    () => false,
  );
}
