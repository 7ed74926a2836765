import { isCancelled } from '../../base/abort';
import { text } from '../../base/text';
import { updateMethods } from '../../domo/model';
import { confirmCancelsRunning } from '../ui/confirm';
import { t } from '../ui/l10n';
import { tell } from '../ui/notify';
import { confirmPlan } from '../ui/preflight';
import { summarize, type UploadEntry, type UploadSummary } from '../uploads/uploadEntry';
import { readUploadSettings } from '../uploads/uploadSettings';
import { fileName } from '../uploads/words';
import { optionalChoice, optionalFlag } from './arguments';
import { askForFiles, filesOf } from './files';
import type { CommandRegistry, Invocation } from './registry';
import type { Services } from './services';
import { targetStream } from './targets';
import { addBatch, inspectAll, runBatch, type BatchChoices, type UploadBatch } from './uploadBatch';
import { tellDone } from './uploadRuns';

export function registerFileUpload(registry: CommandRegistry, services: Services): void {
  registry.add('file.upload', (invocation) => uploadFiles(services, invocation));
}

/** @returns one summary for one file, a list for several */
async function uploadFiles(
  services: Services,
  invocation: Invocation,
): Promise<UploadSummary | UploadSummary[]> {
  const files =
    filesOf(invocation, 'uris') ?? (await askForFiles(t('Upload to Stream'), t('Upload')));
  const { connection, streamId } = await targetStream(services, invocation, 'change');
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId);
  const paths = files.map(({ fsPath }) => fsPath);
  const inspections = await inspectAll(services, paths, stream);
  const batch = { connectionId: connection.id, stream, inspections };
  const choices = await choose(services, invocation, batch);
  if (!invocation.isProgram) await confirmCancelsRunning(client, streamId);
  return finish(services, invocation, await addBatch(services, batch, choices));
}

async function finish(
  services: Services,
  invocation: Invocation,
  entries: readonly UploadEntry[],
): Promise<UploadSummary | UploadSummary[]> {
  try {
    await runBatch(services, entries);
  } catch (error) {
    if (!invocation.isProgram && isCancelled(error)) tellCancelled(entries);
    throw error;
  }
  const summaries = entries.map(summarize);
  // Not awaited: the command is over, while the message may stay.
  if (!invocation.isProgram) void tellDone(entries);
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

async function choose(
  { memory }: Services,
  { given, isProgram }: Invocation,
  { connectionId, stream, inspections }: UploadBatch,
): Promise<BatchChoices> {
  const updateMethod = optionalChoice(given, 'updateMethod', updateMethods);
  const hasHeader = optionalFlag(given, 'header');
  if (isProgram) return { updateMethod, hasHeader };
  const confirmed = await confirmPlan({
    ...readUploadSettings(),
    stream,
    inspections,
    updateMethod: stream.updateMethod ?? 'APPEND',
    hasHeader: undefined,
    bytesPerSecond: memory.uploadSpeed(connectionId),
  });
  const isOwn = confirmed.updateMethod === stream.updateMethod;
  return {
    updateMethod: isOwn ? undefined : confirmed.updateMethod,
    hasHeader: confirmed.hasHeader,
  };
}
