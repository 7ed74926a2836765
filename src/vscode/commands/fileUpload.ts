import { isCancelled } from '../../base/abort';
import { text } from '../../base/text';
import { updateMethods, type Stream } from '../../domo/model';
import type { Inspection } from '../../upload/inspect';
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
import { runEntry, tellDone } from './uploadRuns';

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
  const inspections: Inspection[] = [];
  for (const file of files) inspections.push(await services.uploads.inspect(file.fsPath, stream));
  const plan = { connectionId: connection.id, stream, inspections };
  const choices = await choose(services, invocation, plan);
  if (!invocation.isProgram) await confirmCancelsRunning(client, streamId);
  const entries: UploadEntry[] = [];
  for (const [index, inspection] of inspections.entries()) {
    // Files that are uploaded together belong together: the first replaces, the others add to it.
    const isAdded = index > 0 && (choices.updateMethod ?? stream.updateMethod) === 'REPLACE';
    const updateMethod = isAdded ? 'APPEND' : choices.updateMethod;
    const hasHeader = choices.hasHeader ?? inspection.headerDetected;
    const after = entries.at(-1)?.job.uploadId;
    const own = { updateMethod, hasHeader };
    entries.push(await services.uploads.add(connection.id, stream, inspection, own, after));
  }
  return finish(services, invocation, entries);
}

/** Runs all uploads in order. The first failure stops the rest, as a load that lacks a file in the middle is no load. */
async function finish(
  services: Services,
  invocation: Invocation,
  entries: readonly UploadEntry[],
): Promise<UploadSummary | UploadSummary[]> {
  try {
    for (const entry of entries)
      // One that was paused while it waited goes on when it is resumed.
      if (entry.state !== 'paused') await runEntry(services, entry);
  } catch (error) {
    const mayGoOn = entries.some(({ state }) => state === 'paused');
    for (const entry of entries.filter(({ state }) => state === 'queued'))
      await services.uploads.setAside(entry, mayGoOn);
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

interface Choices {
  /** Undefined takes the stream's own, which needs no word in the call. */
  readonly updateMethod: string | undefined;
  /** Undefined takes what was detected for each file. */
  readonly hasHeader: boolean | undefined;
}

async function choose(
  { memory }: Services,
  { given, isProgram }: Invocation,
  {
    connectionId,
    stream,
    inspections,
  }: {
    connectionId: string;
    stream: Stream;
    inspections: readonly Inspection[];
  },
): Promise<Choices> {
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
