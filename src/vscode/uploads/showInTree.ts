import type { Disposable } from '../../base/disposable';
import type { Streams } from '../streams/streams';
import type { UploadQueue } from '../../uploads/queue/uploadQueue';

/** Shows the execution of an upload in the tree as soon as there is one, and not only at its end. */
export function showUploads(
  uploads: Pick<UploadQueue, 'onDidChange'>,
  tree: Pick<Streams['tree'], 'streamChanged'>,
): Disposable {
  const shown = new Set<string>();
  return uploads.onDidChange((entry) => {
    if (entry?.state !== 'running' || !entry.upload.execution) return;
    const { uploadId, execution } = entry.upload;
    const key = `${uploadId}/${execution.executionId}`;
    if (shown.has(key)) return;
    shown.add(key);
    void tree.streamChanged(entry.connectionId, entry.streamId);
  });
}
