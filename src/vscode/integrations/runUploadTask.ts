import { throwIfAborted } from '../../base/abort';
import { text } from '../../base/text';
import { Throttle } from '../../base/throttle';
import { encodingNames } from '../../uploads/formats/recipe';
import { UploadError } from '../../uploads/errors';
import type { IntegrationServices } from './services';
import { assertTakesChanges } from '../connections/access';
import type { Connection } from '../../connections/connection';
import { namedConnection } from '../../connections/namedConnection';
import { t, translated } from '../../base/l10n';
import {
  differencesText,
  filesText,
  headerText,
  methodText,
  sizeText,
  uncertainFile,
  wayText,
  wordsText,
  type UploadPlan,
} from '../../uploads/plan/planTexts';
import { assertDecided } from '../../uploads/plan/decisions';
import type { ShowProgress, UploadBatch } from '../../uploads/queue/uploadBatch';
import type { UploadEntry } from '../../uploads/queue/uploadEntry';
import { fileName, progressText, resultText } from '../../uploads/queue/uploadTexts';
import { findTaskFiles } from '../../integrations/taskFiles';
import { readUploadTask, type UploadTask } from '../../integrations/uploadTask';
import { streamName } from '../../domo/streamName';
import { taskProgressMilliseconds } from '../../base/policies';

type Print = (line: string) => void;

/**
 * Does what a task says, and prints the plan, the progress and the result.
 * @param folder where its paths begin; undefined where no folder is open
 * @throws the failure, with the line that tells of it; also where Domo gives no count of the rows
 */
export async function runUploadTask(
  services: IntegrationServices,
  definition: Readonly<Record<string, unknown>>,
  folder: string | undefined,
  print: Print,
  signal: AbortSignal,
): Promise<void> {
  const task = readUploadTask(definition);
  const connection = namedConnection(services.store.list(), task.connection);
  // Before a file is looked at; in Restricted Mode every connection is read-only.
  assertTakesChanges(connection);
  const batch = await prepare(services, task, connection, folder, signal);
  printPlan(planOf(services, task, batch), connection, print);
  throwIfAborted(signal);
  const entries = await services.uploads.add(batch, task);
  const cancel = (): void => entries.forEach((entry) => void services.uploads.queue.cancel(entry));
  signal.addEventListener('abort', cancel, { once: true });
  // It may have been stopped while they were put on the list.
  if (signal.aborted) cancel();
  try {
    await services.uploads.run(entries, progressPrinter(print));
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  tellEnd(entries, print);
}

async function prepare(
  services: IntegrationServices,
  task: UploadTask,
  connection: Connection,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<UploadBatch> {
  const paths = await findTaskFiles(task.files, folder);
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(task.streamId, { signal });
  const inspections = await services.uploads.inspect(paths, stream, task.encoding);
  assertDecided(inspections, task);
  return { connectionId: connection.id, stream, inspections };
}

function planOf(
  { memory, uploads }: IntegrationServices,
  { updateMethod, hasHeader }: UploadTask,
  { connectionId, stream, inspections }: UploadBatch,
): UploadPlan {
  return {
    ...uploads.queue.settings,
    stream,
    inspections,
    updateMethod: updateMethod ?? stream.updateMethod ?? 'APPEND',
    hasHeader,
    bytesPerSecond: memory.uploadSpeed(connectionId),
  };
}

function printPlan(plan: UploadPlan, { name }: Connection, print: Print): void {
  const { stream, inspections, updateMethod } = plan;
  const files = filesText(plan);
  print(t('{0} → {1} (stream {2}, connection {3})', files, streamName(stream), stream.id, name));
  const differences = differencesText(plan);
  const isHeaderAsked = inspections.some(({ headerCertainty }) => headerCertainty !== 'fixed');
  const reading = uncertainFile(plan)?.reading;
  const facts = [
    sizeText(plan),
    wayText(plan),
    reading ? t('{0}: {1}', encodingNames[reading.encoding], wordsText(reading)) : '',
    t('{0}: {1}', updateMethod, methodText(plan)),
    isHeaderAsked ? headerText(plan) : '',
    differences ? t('Columns go by their order. {0}', differences) : '',
  ];
  facts.filter(Boolean).forEach(print);
}

/** A line each second at most, in the place of a notification. */
function progressPrinter(print: Print): ShowProgress {
  return async (manager, entry, work) => {
    let printed = '';
    const report = (): void => {
      const line = t('{0}: {1}', fileName(entry), progressText(entry));
      if (line !== printed) print(line);
      printed = line;
    };
    const throttle = new Throttle(report, taskProgressMilliseconds);
    const subscription = manager.onDidChange((changed) => {
      if (changed === entry && entry.state === 'running') throttle.request();
    });
    try {
      await work();
    } finally {
      subscription.dispose();
      throttle.dispose();
      if (entry.state === 'cancelled' && entry.serverNote) print(translated(entry.serverNote));
    }
  };
}

/** @throws UploadError `rowsDiffer` where nobody can tell whether all rows have arrived */
function tellEnd(entries: readonly UploadEntry[], print: Print): void {
  for (const entry of entries)
    print(t('{0} → {1}: {2}', fileName(entry), entry.streamName, resultText(entry)));
  // A count that differs without a failure is that of an upsert.
  const unknown = entries.find(({ result }) => result && result.rowsInserted === undefined);
  if (unknown)
    throw new UploadError(
      'rowsDiffer',
      text(
        'Domo gives no count of the rows of {0}, so that nobody can tell whether all have arrived. Check the DataSet.',
        fileName(unknown),
      ),
    );
}
