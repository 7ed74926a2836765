import * as vscode from 'vscode';
import type { UploadEntry } from '../uploads/uploadEntry';
import { tell } from '../ui/notify';
import { isIntended } from '../ui/showError';
import { withUploadProgress } from '../uploads/uploadStatus';
import { fileName, resultText } from '../uploads/words';
import { formatQuantity } from '../ui/format';
import type { Services } from './services';

/**
 * Runs one upload under its notification, and brings the tree up to date. A failure carries what became
 * of the execution on the server.
 */
export async function runEntry({ uploads, tree }: Services, entry: UploadEntry): Promise<void> {
  try {
    await withUploadProgress(uploads, entry, () => uploads.run(entry));
  } catch (error) {
    if (error instanceof Error && entry.serverNote && !isIntended(error))
      error.message = `${error.message} ${entry.serverNote}`;
    throw error;
  } finally {
    void tree.streamChanged(entry.connectionId, entry.streamId);
  }
}

/** Says what came of uploads that were done together, and offers to look at the last execution. */
export async function tellDone(entries: readonly UploadEntry[]): Promise<void> {
  const [first] = entries;
  if (!first) return;
  const rows = entries.map(
    (entry) => `${fileName(entry)} ${formatQuantity(entry.result?.rowsSent ?? 0, 'row')}`,
  );
  const text =
    entries.length === 1
      ? `${fileName(first)} → ${first.streamName}: ${resultText(first)}`
      : `${entries.length} files → ${first.streamName}: ${rows.join(', ')}`;
  const open = 'Open Execution';
  const { connectionId, streamId, job } = entries.at(-1) ?? first;
  if ((await tell(text, open)) !== open) return;
  const executionId = job.execution?.executionId;
  await vscode.commands.executeCommand('domoStreams.execution.open', {
    connectionId,
    streamId,
    executionId,
  });
}
