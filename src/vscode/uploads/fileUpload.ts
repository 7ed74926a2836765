import { isCancelled } from '../../base/abort';
import { text } from '../../base/text';
import { t } from '../../base/l10n';
import { tell } from '../shell/notify';
import { confirmPlan } from './planPicker';
import { summarize, type UploadEntry, type UploadSummary } from '../../uploads/queue/uploadEntry';
import { fileName } from '../../uploads/queue/uploadTexts';
import { askForFiles, filesOf } from '../shell/chooseFiles';
import type { CommandGiven } from '../../manifest/commands';
import type { Invocation } from '../shell/invocation';
import type { UploadServices } from './services';
import { streamName } from '../../domo/streamName';
import {
  addBatch,
  inspectAll,
  type BatchChoices,
  type UploadBatch,
} from '../../uploads/queue/uploadBatch';
import { assertDecided } from '../../uploads/plan/decisions';
import { askForEncoding, inspectAsking } from './inspectAsking';
import { runBatch, tellDone } from './uploadRuns';

type UploadInvocation = Invocation<CommandGiven<'file.upload'>>;

/** Files, and the stream that they are for. */
interface GivenFiles extends Omit<UploadBatch, 'inspections'> {
  readonly paths: readonly string[];
}

interface Chosen {
  readonly batch: UploadBatch;
  readonly choices: BatchChoices;
}

/** Uploads files to a stream. @returns one summary for one file, a list for several */
export async function uploadFiles(
  services: UploadServices,
  invocation: UploadInvocation,
): Promise<UploadSummary | UploadSummary[]> {
  const files =
    filesOf(invocation, invocation.given.uris) ??
    (await askForFiles(invocation, 'uris', t('Upload to Stream'), t('Upload')));
  const { connection, streamId } = await services.streams.choose(invocation, 'change');
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId);
  // Before anybody reads a plan, or is asked about an execution that belongs to another window.
  await services.queue.ledger.assertFree(
    { connectionId: connection.id, streamId },
    streamName(stream),
  );
  const paths = files.map(({ fsPath }) => fsPath);
  const of = { connectionId: connection.id, stream };
  const { batch, choices } = invocation.asks
    ? await askAbout(services, invocation, { ...of, paths })
    : await asGiven(services, invocation, { ...of, paths });
  if (invocation.asks && invocation.given.confirmed !== true) {
    const isAhead = (executionId: number): boolean =>
      services.queue.list.isUnderWay({ connectionId: connection.id, streamId }, executionId);
    await services.executions.confirmCancelsRunning(client, streamId, isAhead);
  }
  return finish(services, invocation, await addBatch(services.queue, batch, choices));
}

async function finish(
  services: UploadServices,
  { asks }: UploadInvocation,
  entries: readonly UploadEntry[],
): Promise<UploadSummary | UploadSummary[]> {
  try {
    await runBatch(services, entries, asks);
  } catch (error) {
    if (asks && isCancelled(error)) tellCancelled(entries);
    throw error;
  }
  const summaries = entries.map(summarize);
  // Not awaited: the command is over, while the message may stay.
  if (asks) tellDone(services, entries);
  const [only] = summaries;
  return summaries.length === 1 && only ? only : summaries;
}

function tellCancelled(entries: readonly UploadEntry[]): void {
  const cancelled = entries.find(({ state }) => state === 'cancelled');
  if (cancelled)
    void tell(
      t(
        'Upload of {0} cancelled. {1}',
        fileName(cancelled),
        cancelled.serverNote ?? text('Nothing was sent.'),
      ),
    );
}

async function asGiven(
  services: UploadServices,
  { given }: UploadInvocation,
  { connectionId, stream, paths }: GivenFiles,
): Promise<Chosen> {
  const { updateMethod, header: hasHeader, encoding, allowLargeArchive = false } = given;
  const choices = { updateMethod, hasHeader, allowLargeArchive };
  const inspections = await inspectAll(services.queue, paths, stream, encoding);
  assertDecided(inspections, choices);
  return { batch: { connectionId, stream, inspections }, choices };
}

/** Shows what will happen, and asks what to change of it. @throws CancelledError */
async function askAbout(
  services: UploadServices,
  { given }: UploadInvocation,
  { connectionId, stream, paths }: GivenFiles,
): Promise<Chosen> {
  const plan = {
    ...services.queue.settings,
    stream,
    inspections: given.encoding
      ? await inspectAll(services.queue, paths, stream, given.encoding)
      : await inspectAsking(services, paths, stream),
    updateMethod: given.updateMethod ?? stream.updateMethod ?? 'APPEND',
    hasHeader: given.header,
    bytesPerSecond: services.memory.uploadSpeed(connectionId),
  };
  const confirmed = await confirmPlan(plan, async (path) =>
    inspectAll(services.queue, paths, stream, await askForEncoding(path)),
  );
  const { inspections, updateMethod, hasHeader } = confirmed;
  const isOwn = updateMethod === stream.updateMethod;
  return {
    batch: { connectionId, stream, inspections },
    choices: {
      updateMethod: isOwn ? undefined : updateMethod,
      hasHeader,
      allowLargeArchive: given.allowLargeArchive ?? false,
    },
  };
}
