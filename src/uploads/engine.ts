import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { text } from '../base/text';
import { commitOnce, type CommitContext } from './send/commit';
import { ensureConverted } from './send/convertSource';
import { cutRest } from './send/cutThread';
import { UploadError } from './errors';
import { FileThreads } from './send/fileThreads';
import { inspect, readBeginning, readInEncodings, type Inspection } from './plan/inspect';
import { defaultPartSize, type Cut, type AllChoices, type Upload } from './upload';
import { Progress, type ProgressSnapshot } from './send/progress';
import { assertRows } from './send/rowCount';
import { Sender } from './send/sender';
import { awaitEnd, createOnce, hasEnded, lookAt } from './send/settle';
import { Source, type SourceVersion } from './send/source';
import type { CreatedExecution } from './send/target';

export interface UploadResult {
  readonly executionId: number;
  readonly state: string;
  readonly rowsSent: number;
  /** Undefined where the server doesn't say. */
  readonly rowsInserted: number | undefined;
  /** Bytes of the file that were sent, headers and marks left out. */
  readonly bytesSent: number;
  readonly parts: number;
  readonly retries: number;
  readonly milliseconds: number;
  /** Quotes in the middle of fields, which were sent as they are. */
  readonly strayQuotes: number;
}

export interface UploadContext extends CommitContext {
  /** For large files; undefined cuts and converts in this thread. */
  readonly threads?: FileThreads;
  /** Where converted files are kept until their upload has ended. */
  readonly conversionFolder: string;
  readonly onProgress: (snapshot: ProgressSnapshot) => void;
}

// Callers load this file as one bundle, so it hands on what they need before an upload.
export { FileThreads, inspect, readBeginning, readInEncodings };

/** Makes an upload of a file that was looked at. */
export function createUpload(inspection: Inspection, choices: AllChoices): Upload {
  const { version, recipe, firstOffset, firstLine, secondOffset, secondLine, columns } = inspection;
  const { hasHeader, allowLargeArchive, partSizeBytes, ...options } = choices;
  const leavesFirstOut = hasHeader || inspection.headerCertainty === 'fixed';
  if (leavesFirstOut && columns === undefined) throw endlessHeader(version);
  return {
    uploadId: randomUUID(),
    source: version,
    ...(recipe && { conversion: { original: version, recipe, allowLargeArchive, partSizeBytes } }),
    options: {
      ...options,
      partSizeBytes: partSizeBytes ?? defaultPartSize(version.size, options.concurrency),
      measuringParts:
        partSizeBytes === undefined && options.compression === 'auto' ? options.concurrency : 0,
    },
    firstOffset: leavesFirstOut ? secondOffset : firstOffset,
    firstLine: leavesFirstOut ? secondLine : firstLine,
    columns,
    execution: undefined,
    cuts: [],
    isCut: false,
    accepted: [],
    commit: 'none',
  };
}

function endlessHeader({ path }: SourceVersion): UploadError {
  return new UploadError(
    'columns',
    text(
      '{0}: the first line is longer than 1 MB, so it can’t be skipped. Check the file, or upload the line as data.',
      basename(path),
    ),
  );
}

/**
 * Runs an upload to the end of its execution, or goes on with one that was interrupted. Nothing is aborted
 * on the server here: whoever runs the upload knows whether it was paused, cancelled or failed.
 * @throws UploadError, the error of a call, or the reason of the aborted signal
 */
export async function runUpload(
  upload: Upload,
  context: UploadContext,
  signal: AbortSignal,
): Promise<UploadResult> {
  const start = context.clock.now();
  const progress = new Progress(upload, context.onProgress);
  progress.enter('preparing');
  if (upload.commit === 'none') await sendAll(upload, context, progress, signal);
  const { execution } = upload;
  if (!execution) throw new Error('An upload without an execution reached its commit.');
  progress.enter('committing');
  await commitOnce(context, upload, execution, signal);
  progress.enter('waiting');
  const { acceptedRecords, acceptedBytes, acceptedParts, retries } = progress.snapshot;
  const seen = await awaitEnd(context, execution.executionId, signal);
  const ended = await assertRows(context, upload, acceptedRecords, seen, signal);
  return {
    executionId: ended.executionId,
    state: ended.state ?? '',
    rowsSent: acceptedRecords,
    rowsInserted: ended.rowsInserted,
    bytesSent: acceptedBytes,
    parts: acceptedParts,
    retries,
    milliseconds: context.clock.now() - start,
    strayQuotes: upload.cuts.reduce((sum, cut) => sum + cut.strayQuotes, 0),
  };
}

async function sendAll(
  upload: Upload,
  context: UploadContext,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const onShare = (share: number): void => progress.converted(share);
  const { conversionFolder, threads } = context;
  await ensureConverted(upload, conversionFolder, threads, onShare, signal);
  const source = await Source.open(upload.source);
  const cuts = pendingCuts(upload, source, threads, signal);
  try {
    if (upload.execution) await assertOpen(context, upload.execution, signal);
    // A part is cut before the execution is made: a file that is refused at once leaves no trace.
    const { target } = context;
    const asking = upload.execution ? undefined : target.newestExecutionId(signal);
    const [first, newest = 0] = await Promise.all([cuts.next(), asking]);
    upload.execution ??= await createOnce(context, upload.options.updateMethod, newest, signal);
    await context.ledger.save(upload);
    progress.enter('sending');
    const sender = new Sender({ ...context, progress }, upload, source, upload.execution);
    await sender.send(prepend(first, cuts), signal);
    await source.assertUnchanged();
  } finally {
    await cuts.return(undefined);
    await source.close();
  }
}

/**
 * An execution of an earlier run may have ended meanwhile: it takes no parts any more. Where the server can't
 * be asked now, the parts will show it, which are tried for longer: a failure here would abort what it has.
 */
async function assertOpen(
  context: UploadContext,
  { executionId }: CreatedExecution,
  signal: AbortSignal,
): Promise<void> {
  const execution = await lookAt(context, executionId, signal);
  if (execution?.outcome === 'succeeded')
    throw new UploadError(
      'executionEnded',
      text(
        'Execution {0} of this upload has already succeeded. Check the DataSet before you upload the file again.',
        executionId,
      ),
    );
  if (execution && hasEnded(execution))
    throw new UploadError(
      'executionEnded',
      text(
        'Execution {0} of this upload has ended with {1}. Upload the file again.',
        executionId,
        execution.state ?? text('no state'),
      ),
    );
}

/** The parts that the server doesn't have yet: those of an earlier run first, then the rest of the file. */
async function* pendingCuts(
  upload: Upload,
  source: Source,
  threads: FileThreads | undefined,
  signal: AbortSignal,
): AsyncGenerator<Cut> {
  const accepted = new Set(upload.accepted);
  yield* upload.cuts.filter(({ number }) => !accepted.has(number));
  if (upload.isCut) return;
  for await (const cut of cutRest(source, upload, threads, signal)) {
    upload.cuts.push(cut);
    yield cut;
  }
  upload.isCut = true;
}

async function* prepend<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
