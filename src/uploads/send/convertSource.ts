import { text } from '../../base/text';
import { convertedPath, isConverted } from '../formats/convertedFile';
import { convertWherePaid } from './convertThread';
import { UploadError } from '../errors';
import type { FileThreads } from './fileThreads';
import { defaultPartSize, type Upload } from '../upload';
import { assertUnchanged } from './source';

/**
 * Sees to it that there is something to cut: converts the upload's file where it needs that, and anew where
 * the converted file of an earlier run is gone. A conversion always gives the same bytes, so that the cuts
 * of that run still hold.
 * @param threads undefined converts here
 * @throws UploadError `sourceChanged`, or why the file can't be converted
 */
export async function ensureConverted(
  upload: Upload,
  folder: string,
  threads: FileThreads | undefined,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { conversion, cuts, options } = upload;
  if (!conversion) return;
  await assertUnchanged(conversion.original);
  if (isConverted(upload) && (await isIntact(upload))) return;
  const path = convertedPath(folder, upload.uploadId);
  const source = await convertWherePaid(threads, conversion, path, onShare, signal);
  if (cuts.length > 0 && source.size !== upload.source.size)
    throw new UploadError(
      'sourceChanged',
      text('{0} is read in another way than before. Upload it again.', conversion.original.path),
    );
  upload.source = source;
  const { partSizeBytes = defaultPartSize(source.size, options.concurrency) } = conversion;
  if (cuts.length === 0) upload.options = { ...options, partSizeBytes };
}

async function isIntact({ source }: Upload): Promise<boolean> {
  return assertUnchanged(source).then(
    () => true,
    () => false,
  );
}
