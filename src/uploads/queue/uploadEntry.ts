import type { Text } from '../../base/text';
import { isUploadError, type UploadErrorKind } from '../errors';
import { originalPath, type Upload } from '../upload';
import type { ProgressSnapshot } from '../send/progress';
import type { UploadTarget } from '../send/target';
import type { UploadResult } from '../engine';
import type { StoredUpload } from './storedUpload';
import type { UploadChoices } from '../upload';

/** Where uploads go. */
export interface UploadTargetSource {
  get(connectionId: string, streamId: number): Promise<UploadTarget>;
  /** Told how fast an upload was. */
  noteSpeed(connectionId: string, result: UploadResult): void;
}

export type UploadState = 'queued' | 'running' | 'paused' | 'failed' | 'cancelled' | 'done';

/** One upload of one file, from the moment that it was asked for. */
export interface UploadEntry {
  readonly upload: Upload;
  readonly connectionId: string;
  readonly streamId: number;
  readonly streamName: string;
  readonly choices: UploadChoices;
  /** The upload of a file that has to be in Domo before this one; undefined once it is. */
  after: string | undefined;
  state: UploadState;
  progress: ProgressSnapshot | undefined;
  /** Bytes per second, smoothed. */
  rate: number | undefined;
  result: UploadResult | undefined;
  error: unknown;
  /** What became of the execution on the server after a failure or cancel. */
  serverNote: Text | undefined;
}

type EntryParts = Pick<
  UploadEntry,
  'upload' | 'connectionId' | 'streamId' | 'streamName' | 'choices' | 'after'
>;

export function newEntry(parts: EntryParts): UploadEntry {
  return {
    ...parts,
    state: 'queued',
    progress: undefined,
    rate: undefined,
    result: undefined,
    error: undefined,
    serverNote: undefined,
  };
}

/** Whether there is something left to do, or to decide, before it can be forgotten. */
export function isUnfinished({ state }: UploadEntry): boolean {
  return ['queued', 'running', 'paused'].includes(state);
}

/**
 * Whether its record is kept: it is unfinished, or it was committed and nobody knows how that ended, which a
 * later run finds out.
 */
export function isOpen(entry: UploadEntry): boolean {
  return isUnfinished(entry) || (entry.state === 'failed' && isEndUnknown(entry));
}

const knownEnds: readonly UploadErrorKind[] = ['executionFailed', 'rowsDiffer', 'executionEnded'];

/** Whether a commit was sent, but the end of the execution was not seen. Its rows may be in the DataSet. */
export function isEndUnknown({ upload, error }: UploadEntry): boolean {
  return upload.commit !== 'none' && !(isUploadError(error) && knownEnds.includes(error.kind));
}

export function storedUploadOf(entry: UploadEntry): StoredUpload {
  const { upload, connectionId, streamId, streamName, choices, after } = entry;
  return { upload, connectionId, streamId, streamName, choices, after };
}

/** An upload that another window began: paused until somebody decides. */
export function restoredEntry({
  upload,
  connectionId,
  streamId,
  streamName,
  choices,
  after,
}: StoredUpload): UploadEntry {
  const parts = { upload, connectionId, streamId, streamName, choices, after };
  return { ...newEntry(parts), state: 'paused' };
}

/** An upload as commands return it: plain data. */
export interface UploadSummary {
  readonly uploadId: string;
  readonly connectionId: string;
  readonly streamId: number;
  readonly executionId: number | undefined;
  readonly path: string;
  readonly state: UploadState;
  /** State of the execution on the server, at its end. */
  readonly executionState: string | undefined;
  readonly rowsSent: number | undefined;
  readonly rowsInserted: number | undefined;
  readonly bytesSent: number | undefined;
  readonly parts: number | undefined;
  readonly retries: number | undefined;
  readonly milliseconds: number | undefined;
  readonly error: string | undefined;
}

export function summarize(entry: UploadEntry): UploadSummary {
  const { upload, connectionId, streamId, state, result, error } = entry;
  return {
    uploadId: upload.uploadId,
    connectionId,
    streamId,
    executionId: upload.execution?.executionId,
    path: originalPath(upload),
    state,
    executionState: result?.state,
    rowsSent: result?.rowsSent,
    rowsInserted: result?.rowsInserted,
    bytesSent: result?.bytesSent,
    parts: result?.parts,
    retries: result?.retries,
    milliseconds: result?.milliseconds,
    error: error instanceof Error ? error.message : undefined,
  };
}
