import { basename } from 'node:path';
import type { Stream } from '../../domo/api/model';
import type { LegacyEncoding } from '../../uploads/formats/recipe';
import { isUploadError } from '../../uploads/errors';
import type { Inspection } from '../../uploads/plan/inspect';
import { pickEncoding } from './pickEncoding';
import type { UploadServices } from './services';

/**
 * Looks at all files, and asks for the encoding of each that is neither Unicode nor what is set for it.
 * @throws UploadError with the reason why one can't be uploaded, or CancelledError
 */
export async function inspectAsking(
  { queue }: Pick<UploadServices, 'queue'>,
  paths: readonly string[],
  stream: Stream,
): Promise<Inspection[]> {
  const inspections: Inspection[] = [];
  for (const path of paths)
    try {
      inspections.push(await queue.files.inspect(path, stream));
    } catch (error) {
      if (!isUploadError(error) || error.kind !== 'encoding') throw error;
      const encoding = await askForEncoding(path);
      if (!encoding) throw error;
      inspections.push(await queue.files.inspect(path, stream, encoding));
    }
  return inspections;
}

/** @returns undefined where the file is damaged in every encoding. @throws CancelledError */
export async function askForEncoding(path: string): Promise<LegacyEncoding | undefined> {
  const { readInEncodings } = await import('../../uploads/engine');
  const readings = await readInEncodings(path);
  return readings.length === 0 ? undefined : pickEncoding(basename(path), readings);
}
