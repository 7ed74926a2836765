import type { Stream } from '../../domo/api/model';
import type { LegacyEncoding } from '../formats/recipe';
import type { Inspection } from '../plan/inspect';
import type { UploadEntry } from './uploadEntry';
import type { UploadQueue } from './uploadQueue';

/** Shows how far an upload is while the task runs. */
export type ShowProgress = (
  queue: UploadQueue,
  entry: UploadEntry,
  task: () => Promise<void>,
) => Promise<void>;

/** Files that are uploaded to one stream together. */
export interface UploadBatch {
  readonly connectionId: string;
  readonly stream: Stream;
  readonly inspections: readonly Inspection[];
}

/** What is chosen for all of them. */
export interface BatchChoices {
  /** Undefined takes the stream's own, which needs no word in the call. */
  readonly updateMethod: string | undefined;
  /** Undefined takes what was detected for each file. */
  readonly hasHeader: boolean | undefined;
  /** Whether archives may unpack to unusually much. */
  readonly allowLargeArchive: boolean;
}

/**
 * Looks at all files before anything of them is sent.
 * @param encoding what those are in that are not Unicode; undefined takes what is set for each
 * @throws UploadError with the reason why one can't be uploaded
 */
export async function inspectAll(
  queue: UploadQueue,
  paths: readonly string[],
  stream: Stream,
  encoding?: LegacyEncoding,
): Promise<Inspection[]> {
  const inspections: Inspection[] = [];
  for (const path of paths) inspections.push(await queue.files.inspect(path, stream, encoding));
  return inspections;
}

/** Puts the files on the list of uploads, where they wait to be run. */
export async function addBatch(
  queue: UploadQueue,
  { connectionId, stream, inspections }: UploadBatch,
  choices: BatchChoices,
): Promise<UploadEntry[]> {
  const entries: UploadEntry[] = [];
  for (const [index, inspection] of inspections.entries()) {
    // Files that are uploaded together belong together: the first replaces, the others add to it.
    const isAdded = index > 0 && (choices.updateMethod ?? stream.updateMethod) === 'REPLACE';
    const updateMethod = isAdded ? 'APPEND' : choices.updateMethod;
    const hasHeader = choices.hasHeader ?? inspection.headerDetected;
    const after = entries.at(-1)?.upload.uploadId;
    const { allowLargeArchive } = choices;
    const isHeaderChosen = choices.hasHeader !== undefined;
    const own = { updateMethod, hasHeader, isHeaderChosen, allowLargeArchive };
    entries.push(await queue.add(connectionId, stream, inspection, own, after));
  }
  return entries;
}
