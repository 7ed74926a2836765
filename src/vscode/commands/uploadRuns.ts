import type { UploadEntry } from '../uploads/uploadEntry';
import { isIntended } from '../ui/showError';
import { withUploadProgress } from '../uploads/uploadStatus';
import type { Services } from './services';

/**
 * Runs one upload under its notification, and brings the tree up to date. A failure carries what became
 * of the execution on the server.
 */
export async function runEntry(
  { uploads, tree, log }: Services,
  entry: UploadEntry,
): Promise<void> {
  const touch = (): void => {
    tree.streamChanged(entry.connectionId, entry.streamId).catch((error: unknown) => {
      log.warn(`Stream ${entry.streamId} could not be read again: ${String(error)}`);
    });
  };
  try {
    await withUploadProgress(uploads, entry, () => uploads.run(entry));
  } catch (error) {
    if (error instanceof Error && entry.serverNote && !isIntended(error))
      error.message = `${error.message} ${entry.serverNote}`;
    throw error;
  } finally {
    touch();
  }
}
