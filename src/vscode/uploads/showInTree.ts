import type { Disposable } from '../../base/disposable';
import type { StreamsTree } from '../streams/streamsTree';
import type { UploadManager } from '../../uploads/queue/uploadQueue';

/** Shows the execution of an upload in the tree as soon as there is one, and not only at its end. */
export function showUploads(
  uploads: Pick<UploadManager, 'onDidChange'>,
  tree: Pick<StreamsTree, 'streamChanged'>,
): Disposable {
  const shown = new Set<string>();
  return uploads.onDidChange((entry) => {
    if (entry?.state !== 'running' || !entry.job.execution) return;
    const { uploadId, execution } = entry.job;
    const key = `${uploadId}/${execution.executionId}`;
    if (shown.has(key)) return;
    shown.add(key);
    void tree.streamChanged(entry.connectionId, entry.streamId);
  });
}
