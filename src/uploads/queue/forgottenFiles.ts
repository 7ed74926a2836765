import { basename, join } from 'node:path';
import { listIfThere, removeFile, statIfThere } from '../../base/files';
import type { UploadLedger } from './uploadLedger';
import { forgottenMilliseconds } from '../../base/policies';

/** Removes converted files that a crash has left behind: old ones, of which no upload is known. */
export async function removeForgotten(
  folder: string,
  ledger: Pick<UploadLedger, 'has'>,
): Promise<void> {
  for (const name of await listIfThere(folder)) {
    const file = join(folder, name);
    const stats = await statIfThere(file);
    const isOld = stats !== undefined && Date.now() - stats.mtimeMs > forgottenMilliseconds;
    if (isOld && !(await ledger.has(basename(name, '.csv')))) await removeFile(file);
  }
}
