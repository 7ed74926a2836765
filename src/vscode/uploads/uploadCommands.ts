import { CancelledError } from '../../base/abort';
import { SingleFlight } from '../../base/singleFlight';
import { text, type Text } from '../../base/text';
import { DomoError } from '../../domo/http/errors';
import type { Stream } from '../../domo/api/model';
import { isLegacy } from '../../uploads/formats/recipe';
import { isUploadError } from '../../uploads/errors';
import type { Inspection } from '../../uploads/plan/inspect';
import { originalPath } from '../../uploads/upload';
import { assertTakesChanges } from '../connections/access';
import { confirm } from '../shell/confirm';
import { t, translated } from '../../base/l10n';
import {
  isEndUnknown,
  summarize,
  type UploadEntry,
  type UploadState,
  type UploadSummary,
} from '../../uploads/queue/uploadEntry';
import type { UploadChoices } from '../../uploads/upload';
import { fileName, stateText } from '../../uploads/queue/uploadTexts';
import { tell } from '../shell/notify';
import { pick } from '../shell/quickInput';
import { optionalFlag, optionalText } from '../../base/arguments';
import {
  cancelledIfUndefined,
  type CommandRegistry,
  type Invocation,
} from '../shell/commandRegistry';
import { resumeAll } from './resumeUploads';
import { assertDecided } from '../../uploads/plan/decisions';
import type { UploadServices } from './services';
import { chainOf } from '../../uploads/queue/uploadOrder';
import { runEntry, tellDone } from './uploadRuns';

export function registerUploadCommands(registry: CommandRegistry, services: UploadServices): void {
  registry.add('upload.pause', (invocation) => pauseUpload(services, invocation));
  registry.add('upload.resumeAll', (invocation) => resumeAll(services, invocation));
  // A second click while the first one is at work joins it: the rows must not be uploaded twice.
  const starts = new SingleFlight<UploadSummary>();
  registry.add('upload.resume', async (invocation) => {
    const entry = await targetUpload(services, invocation, ['paused']);
    return starts.run(entry.upload.uploadId, () => resumeUpload(services, invocation, entry));
  });
  registry.add('upload.retry', async (invocation) => {
    const entry = await targetUpload(services, invocation, ['failed', 'cancelled']);
    return starts.run(entry.upload.uploadId, () => retryUpload(services, invocation, entry));
  });
  registry.add('upload.cancel', (invocation) => cancelUpload(services, invocation));
  registry.add('upload.clearFinished', () => services.queue.clearFinished());
}

async function pauseUpload(
  services: UploadServices,
  invocation: Invocation,
): Promise<UploadSummary> {
  const entry = await targetUpload(services, invocation, ['running', 'queued']);
  await services.queue.pause(entry);
  await services.queue.stopped(entry);
  return summarize(entry);
}

async function resumeUpload(
  services: UploadServices,
  invocation: Invocation,
  entry: UploadEntry,
): Promise<UploadSummary> {
  const chain = chainOf(services.queue.list.entries, entry);
  for (const before of chain.slice(0, -1))
    if (before.state === 'paused') await runEntry(services, before, invocation.isProgram);
  return runAndTell(services, invocation, entry);
}

/** Repeats a failed upload; one whose commit got no answer continues from there, as it may have arrived. */
async function retryUpload(
  services: UploadServices,
  invocation: Invocation,
  entry: UploadEntry,
): Promise<UploadSummary> {
  assertTakesChanges(services.store.get(entry.connectionId));
  if (isEndUnknown(entry)) return runAndTell(services, invocation, entry);
  const client = await services.clients.get(entry.connectionId);
  const stream = await client.streams.get(entry.streamId);
  if (!optionalFlag(invocation.given, 'confirmed')) await confirmTwice(entry, stream);
  const encoding = entry.upload.conversion?.recipe.encoding;
  const legacy = encoding && isLegacy(encoding) ? encoding : undefined;
  const inspection = await services.queue.files.inspect(originalPath(entry.upload), stream, legacy);
  const choices = retriedChoices(entry, inspection);
  const { connectionId, after } = entry;
  const again = await services.queue.add(connectionId, stream, inspection, choices, after);
  await services.queue.replace(entry, again);
  return runAndTell(services, invocation, again);
}

/**
 * The choices of an upload for its file as it is now: what was only detected is detected again if the file has
 * changed.
 * @throws UploadError `needsDecision` if the file is no longer clear
 */
function retriedChoices({ upload, choices }: UploadEntry, inspection: Inspection): UploadChoices {
  const { size, modifiedMilliseconds } = upload.conversion?.original ?? upload.source;
  const { version, headerDetected } = inspection;
  const isSame = version.size === size && version.modifiedMilliseconds === modifiedMilliseconds;
  if (isSame || choices.isHeaderChosen) return choices;
  assertDecided([inspection], { hasHeader: undefined });
  return { ...choices, hasHeader: headerDetected };
}

/**
 * Asks where an execution of the upload has been loaded already, with other rows than were sent: it would
 * be loaded a second time.
 * @throws CancelledError
 */
async function confirmTwice(entry: UploadEntry, stream: Stream): Promise<void> {
  const { error, upload } = entry;
  const method = upload.options.updateMethod ?? stream.updateMethod;
  if (!isUploadError(error) || error.kind !== 'rowsDiffer' || method === 'REPLACE') return;
  await confirm(
    t('Upload {0} once more?', fileName(entry)),
    t(
      'Execution {0} has added rows of it to the DataSet. They would be there twice.',
      upload.execution?.executionId ?? '',
    ),
    t('Upload Once More'),
  );
}

async function cancelUpload(
  services: UploadServices,
  invocation: Invocation,
): Promise<UploadSummary> {
  const entry = await targetUpload(services, invocation, ['running', 'queued', 'paused']);
  // It would be ended in Domo, unless its connection is gone; what runs may be stopped at any time.
  const connection = services.store.list().find(({ id }) => id === entry.connectionId);
  if (connection && entry.state === 'paused') assertTakesChanges(connection);
  await services.queue.cancel(entry);
  await services.queue.stopped(entry);
  return summarize(entry);
}

async function runAndTell(
  services: UploadServices,
  { isProgram }: Invocation,
  entry: UploadEntry,
): Promise<UploadSummary> {
  await runEntry(services, entry, isProgram);
  // Not awaited: the command is over, while the message may stay.
  if (!isProgram) void tellDone([entry]);
  return summarize(entry);
}

async function targetUpload(
  { queue }: UploadServices,
  { given, isProgram }: Invocation,
  states: readonly UploadState[],
): Promise<UploadEntry> {
  const uploadId = optionalText(given, 'uploadId');
  if (uploadId !== undefined) return findUpload(queue.list.find(uploadId), uploadId, states);
  const candidates = queue.list.entries.filter(({ state }) => states.includes(state));
  const [only] = candidates;
  if (only && candidates.length === 1) return only;
  if (!only) {
    const none = text('There is no upload that is {0}.', statesText(states));
    if (isProgram) throw new DomoError('notFound', none);
    void tell(translated(none));
    throw new CancelledError();
  }
  const items = candidates.map((entry) => ({
    label: fileName(entry),
    description: `${entry.streamName} · ${translated(stateText(entry.state))}`,
    entry,
  }));
  return cancelledIfUndefined(await pick(items, { placeHolder: t('Choose the upload') })).entry;
}

/** `failed or cancelled`. */
function statesText(states: readonly UploadState[]): Text {
  return states.map(stateText).reduce((list, next) => text('{0} or {1}', list, next));
}

function findUpload(
  entry: UploadEntry | undefined,
  uploadId: string,
  states: readonly UploadState[],
): UploadEntry {
  if (!entry)
    throw new DomoError('notFound', text('There is no upload {0} in this window.', uploadId));
  if (!states.includes(entry.state))
    throw new DomoError(
      'conflict',
      text(
        'The upload of {0} is {1}, not {2}.',
        fileName(entry),
        stateText(entry.state),
        statesText(states),
      ),
    );
  return entry;
}
