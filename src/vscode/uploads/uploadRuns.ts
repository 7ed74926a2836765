import { addText } from '../../base/text';
import { assertTakesChanges } from '../connections/access';
import type { ShowProgress } from '../../uploads/queue/uploadBatch';
import { isEndUnknown, type UploadEntry } from '../../uploads/queue/uploadEntry';
import { questionedRatio } from '../../uploads/plan/decisions';
import { isUploadError, type UploadError } from '../../uploads/errors';
import { confirm } from '../shell/confirm';
import { tell } from '../shell/notify';
import { isIntended } from '../../base/errorTexts';
import { withUploadProgress } from './uploadNotification';
import { fileName, resultText } from '../../uploads/queue/uploadTexts';
import { formatBytes, formatRows } from '../../base/format';
import { t } from '../../base/l10n';
import type { UploadServices } from './services';

/**
 * Runs one upload under its notification, and brings the tree up to date. A failure carries what became
 * of the execution on the server.
 * @param asks whether a person is there to be asked
 */
export async function runEntry(
  { store, queue, streams }: UploadServices,
  entry: UploadEntry,
  asks: boolean,
  showProgress: ShowProgress = withUploadProgress,
): Promise<void> {
  const run = (): Promise<void> => showProgress(queue, entry, () => runOrWatch(queue, entry));
  try {
    // Before it runs: as a failure, its execution would have to be ended in Domo.
    assertTakesChanges(store.get(entry.connectionId));
    await run().catch(async (error: unknown) => {
      if (!asks || !isLargeArchive(error)) throw error;
      await confirmLargeArchive(entry).catch((refusal: unknown) => {
        queue.giveUp(entry);
        throw refusal;
      });
      await run();
    });
  } catch (error) {
    throw describedError(error, entry);
  } finally {
    void streams.tree.streamChanged(entry.connectionId, entry.streamId);
  }
}

/** The error says which upload failed, so that it can be shown, or retried by its ID. */
function describedError(error: unknown, entry: UploadEntry): unknown {
  if (!(error instanceof Error)) return error;
  const { connectionId, upload, serverNote } = entry;
  Object.assign(error, { connectionId, uploadId: upload.uploadId, subject: subjectOf(entry) });
  if (serverNote && !isIntended(error)) addText(error, serverNote);
  return error;
}

/** Runs all uploads in order. The first failure stops the rest, as a load that lacks a file in the middle is no load. */
export async function runBatch(
  services: UploadServices,
  entries: readonly UploadEntry[],
  asks: boolean,
  showProgress?: ShowProgress,
): Promise<void> {
  try {
    for (const entry of entries)
      // One that was paused while it waited goes on when it is resumed.
      if (entry.state !== 'paused') await runEntry(services, entry, asks, showProgress);
  } catch (error) {
    const mayGoOn = entries.some(({ state }) => state === 'paused');
    for (const entry of entries.filter(({ state }) => state === 'queued'))
      await services.queue.setAside(entry, mayGoOn);
    throw error;
  }
}

/** A committed upload is never sent again: its end is watched. */
function runOrWatch(queue: UploadServices['queue'], entry: UploadEntry): Promise<void> {
  const isEnded = entry.state === 'failed' || entry.state === 'cancelled';
  return isEnded && isEndUnknown(entry) ? queue.watchEnd(entry) : queue.run(entry);
}

function isLargeArchive(error: unknown): error is UploadError {
  return isUploadError(error) && error.decisions?.[0]?.finding === 'unpackedSize';
}

/** Asks whether an archive may unpack to unusually much. Nothing has been sent yet. @throws CancelledError */
async function confirmLargeArchive(entry: UploadEntry): Promise<void> {
  await confirm({
    question: t('Unpack {0} anyway?', fileName(entry)),
    detail: t(
      'It has {0} and unpacks to more than {1} times that. Continue only if you trust its source: such files can be made to fill a disk.',
      formatBytes(entry.upload.source.size),
      questionedRatio,
    ),
    action: t('Unpack Anyway'),
  });
  if (entry.upload.conversion) entry.upload.conversion.allowLargeArchive = true;
}

function subjectOf(entry: UploadEntry): string {
  return `${fileName(entry)} → ${entry.streamName}`;
}

/** Says what came of uploads, those to one stream together. */
export function tellAllDone(services: UploadServices, entries: readonly UploadEntry[]): void {
  const byStream = new Map<string, UploadEntry[]>();
  for (const entry of entries) {
    const key = `${entry.connectionId}/${entry.streamId}`;
    byStream.set(key, [...(byStream.get(key) ?? []), entry]);
  }
  for (const group of byStream.values()) tellDone(services, group);
}

/**
 * Says what came of uploads that were done together, and offers to look at the last execution. Doesn't wait: the
 * command is over, while the message may stay.
 */
export function tellDone(services: UploadServices, entries: readonly UploadEntry[]): void {
  const [first] = entries;
  if (!first) return;
  const rows = entries.map(
    (entry) => `${fileName(entry)} ${formatRows(entry.result?.rowsSent ?? 0)}`,
  );
  const what =
    entries.length === 1
      ? t('{0} → {1}: {2}', fileName(first), first.streamName, resultText(first))
      : t('{0} files → {1}: {2}', entries.length, first.streamName, rows.join(', '));
  const open = t('Open Execution');
  const { connectionId, streamId, upload } = entries.at(-1) ?? first;
  const { executionId } = upload.execution ?? {};
  const buttons = executionId === undefined ? [] : [open];
  void services.failures.run(
    'execution.open',
    async () => {
      if ((await tell(what, ...buttons)) === open && executionId !== undefined)
        await services.documents.openExecution({ connectionId, streamId, executionId });
    },
    connectionId,
  );
}
