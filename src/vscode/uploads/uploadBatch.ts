import type { Stream } from '../../domo/api/model';
import type { LegacyEncoding } from '../../uploads/formats/recipe';
import { headerDecision, needsDecision } from '../../uploads/plan/decisions';
import type { Inspection } from '../../uploads/plan/inspect';
import type { UploadEntry } from '../../uploads/queue/uploadEntry';
import type { Services } from '../connections/services';
import { runEntry, type ShowProgress } from './uploadRuns';

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
  { uploads }: Pick<Services, 'uploads'>,
  paths: readonly string[],
  stream: Stream,
  encoding?: LegacyEncoding,
): Promise<Inspection[]> {
  const inspections: Inspection[] = [];
  for (const path of paths) inspections.push(await uploads.files.inspect(path, stream, encoding));
  return inspections;
}

/**
 * Makes sure that no guess decides while nobody is there to see it.
 * @throws UploadError `needsDecision` that names the argument for each file that leaves something open
 */
export function assertDecided(
  inspections: readonly Inspection[],
  { hasHeader }: Pick<BatchChoices, 'hasHeader'>,
): void {
  if (hasHeader !== undefined) return;
  const open = inspections.filter(({ headerCertainty }) =>
    ['likely', 'open'].includes(headerCertainty),
  );
  if (open.length > 0) throw needsDecision(open.map(headerDecision));
}

/** Puts the files on the list of uploads, where they wait to be run. */
export async function addBatch(
  { uploads }: Pick<Services, 'uploads'>,
  { connectionId, stream, inspections }: UploadBatch,
  choices: BatchChoices,
): Promise<UploadEntry[]> {
  const entries: UploadEntry[] = [];
  for (const [index, inspection] of inspections.entries()) {
    // Files that are uploaded together belong together: the first replaces, the others add to it.
    const isAdded = index > 0 && (choices.updateMethod ?? stream.updateMethod) === 'REPLACE';
    const updateMethod = isAdded ? 'APPEND' : choices.updateMethod;
    const hasHeader = choices.hasHeader ?? inspection.headerDetected;
    const after = entries.at(-1)?.job.uploadId;
    const { allowLargeArchive } = choices;
    const isHeaderChosen = choices.hasHeader !== undefined;
    const own = { updateMethod, hasHeader, isHeaderChosen, allowLargeArchive };
    entries.push(await uploads.add(connectionId, stream, inspection, own, after));
  }
  return entries;
}

/** Runs all uploads in order. The first failure stops the rest, as a load that lacks a file in the middle is no load. */
export async function runBatch(
  services: Services,
  entries: readonly UploadEntry[],
  isProgram: boolean,
  showProgress?: ShowProgress,
): Promise<void> {
  try {
    for (const entry of entries)
      // One that was paused while it waited goes on when it is resumed.
      if (entry.state !== 'paused') await runEntry(services, entry, isProgram, showProgress);
  } catch (error) {
    const mayGoOn = entries.some(({ state }) => state === 'paused');
    for (const entry of entries.filter(({ state }) => state === 'queued'))
      await services.uploads.setAside(entry, mayGoOn);
    throw error;
  }
}
