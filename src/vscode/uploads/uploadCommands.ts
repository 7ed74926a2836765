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
import { assertConfirmed } from '../shell/confirm';
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
import { missingField } from '../../base/arguments';
import type { CommandGiven } from '../../manifest/commands';
import { cancelledIfUndefined, type Invocation } from '../shell/invocation';
import { assertDecided } from '../../uploads/plan/decisions';
import type { UploadServices } from './services';
import { chainOf } from '../../uploads/queue/uploadOrder';
import { runEntry, tellDone } from './uploadRuns';

type OneUpload = Invocation<CommandGiven<'upload.pause'>>;
type RetryInvocation = Invocation<CommandGiven<'upload.retry'>>;

/** Starts uploads again. A second click while the first one is at work joins it: rows must not be sent twice. */
export class UploadStarts {
  readonly #starts = new SingleFlight<UploadSummary>();

  constructor(private readonly services: UploadServices) {}

  async resume(invocation: OneUpload): Promise<UploadSummary> {
    const { services } = this;
    const entry = await chooseUpload(services, invocation, ['paused']);
    const { uploadId } = entry.upload;
    return this.#starts.run(uploadId, () => resumeUpload(services, invocation, entry));
  }

  async retry(invocation: RetryInvocation): Promise<UploadSummary> {
    const { services } = this;
    const entry = await chooseUpload(services, invocation, ['failed', 'cancelled']);
    const { uploadId } = entry.upload;
    return this.#starts.run(uploadId, () => retryUpload(services, invocation, entry));
  }
}

/** Pauses an upload; what was sent stays in Domo. */
export async function pauseUpload(
  services: UploadServices,
  invocation: OneUpload,
): Promise<UploadSummary> {
  const entry = await chooseUpload(services, invocation, ['running', 'queued']);
  await services.queue.pause(entry);
  await services.queue.stopped(entry);
  return summarize(entry);
}

async function resumeUpload(
  services: UploadServices,
  invocation: OneUpload,
  entry: UploadEntry,
): Promise<UploadSummary> {
  const chain = chainOf(services.queue.list.entries, entry);
  for (const before of chain.slice(0, -1))
    if (before.state === 'paused') await runEntry(services, before, invocation.asks);
  return runAndTell(services, invocation, entry);
}

/** Repeats a failed upload; one whose commit got no answer continues from there, as it may have arrived. */
async function retryUpload(
  services: UploadServices,
  invocation: RetryInvocation,
  entry: UploadEntry,
): Promise<UploadSummary> {
  assertTakesChanges(services.store.get(entry.connectionId));
  if (isEndUnknown(entry)) return runAndTell(services, invocation, entry);
  const client = await services.clients.get(entry.connectionId);
  const stream = await client.streams.get(entry.streamId);
  await confirmTwice(invocation, entry, stream);
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
 * @throws CancelledError, ConfirmationError
 */
async function confirmTwice(
  invocation: RetryInvocation,
  entry: UploadEntry,
  stream: Stream,
): Promise<void> {
  const { error, upload } = entry;
  const method = upload.options.updateMethod ?? stream.updateMethod;
  if (!isUploadError(error) || error.kind !== 'rowsDiffer' || method === 'REPLACE') return;
  await assertConfirmed(invocation, {
    question: t('Upload {0} once more?', fileName(entry)),
    detail: t(
      'Execution {0} has added rows of it to the DataSet. They would be there twice.',
      upload.execution?.executionId ?? '',
    ),
    action: t('Upload Once More'),
  });
}

/** Cancels an upload, and aborts its execution in Domo. */
export async function cancelUpload(
  services: UploadServices,
  invocation: OneUpload,
): Promise<UploadSummary> {
  const entry = await chooseUpload(services, invocation, ['running', 'queued', 'paused']);
  // It would be ended in Domo, unless its connection is gone; what runs may be stopped at any time.
  const connection = services.store.list().find(({ id }) => id === entry.connectionId);
  if (connection && entry.state === 'paused') assertTakesChanges(connection);
  await services.queue.cancel(entry);
  await services.queue.stopped(entry);
  return summarize(entry);
}

async function runAndTell(
  services: UploadServices,
  { asks }: Pick<Invocation, 'asks'>,
  entry: UploadEntry,
): Promise<UploadSummary> {
  await runEntry(services, entry, asks);
  if (asks) tellDone(services, [entry]);
  return summarize(entry);
}

async function chooseUpload(
  { queue }: UploadServices,
  { given: { uploadId }, asks }: OneUpload,
  states: readonly UploadState[],
): Promise<UploadEntry> {
  if (uploadId !== undefined) return findUpload(queue.list.find(uploadId), uploadId, states);
  const candidates = queue.list.entries.filter(({ state }) => states.includes(state));
  const [only] = candidates;
  if (only && candidates.length === 1) return only;
  if (!only) {
    const none = text('There is no upload that is {0}.', statesText(states));
    if (!asks) throw new DomoError('notFound', none);
    void tell(translated(none));
    throw new CancelledError();
  }
  if (!asks) throw missingField('uploadId');
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
