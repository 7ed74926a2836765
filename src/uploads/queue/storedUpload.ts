import { createHash } from 'node:crypto';
import { isKnown } from '../formats/registry';
import type { Upload } from '../upload';
import type { UploadChoices } from '../upload';

/** An unfinished upload, with everything that another window needs to resume it. */
export interface StoredUpload {
  readonly connectionId: string;
  readonly streamId: number;
  readonly streamName: string;
  readonly choices: UploadChoices;
  /** The upload that has to succeed before this one starts. */
  readonly after?: string | undefined;
  readonly upload: Upload;
}

const recordVersion = 2;

type FileFields =
  'source' | 'conversion' | 'firstOffset' | 'firstLine' | 'columns' | 'cuts' | 'isCut';

/** A record as it is stored. An execution can have several files; today it has one. */
interface StoredRecord extends Omit<StoredUpload, 'upload'> {
  readonly version: number;
  readonly upload: Omit<Upload, FileFields>;
  readonly files: readonly Pick<Upload, FileFields>[];
}

/** What version 0.1 stored. */
interface FirstRecord extends Omit<StoredUpload, 'upload'> {
  readonly job: Upload;
  readonly version: number;
  /** The process that had the upload; 0 if it was left to any window. */
  readonly ownerProcess: number;
}

/** A record that was read. */
export interface ReadUpload {
  readonly record: StoredUpload;
  /** Of the text, to which the list of parts belongs. */
  readonly seal: string;
  /** Whether version 0.1 wrote it. */
  readonly isFirst: boolean;
  /** The process of version 0.1 that has the upload; undefined if none has it, or for a later version. */
  readonly firstOwner: number | undefined;
}

/** The record as JSON. */
export function storedJson({ upload: whole, ...rest }: StoredUpload): string {
  const { source, conversion, firstOffset, firstLine, columns, cuts, isCut, ...upload } = whole;
  const file = { source, conversion, firstOffset, firstLine, columns, cuts, isCut };
  return JSON.stringify({
    version: recordVersion,
    ...rest,
    upload,
    files: [file],
  } satisfies StoredRecord);
}

/** A checksum: a part that a damaged record counts as sent would be missing in Domo. */
export function sealOf(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}

/** The text of a record's file. */
export function sealedText(json: string): string {
  return `${json}\n${sealOf(json)}\n`;
}

/** Reads the text of a record's file. @param uploadId from the file's name */
export function parseStored(text: string, uploadId: string): ReadUpload | 'unreadable' | 'newer' {
  try {
    const [json = ''] = text.split('\n', 1);
    const stored = JSON.parse(json) as Partial<StoredRecord & FirstRecord>;
    if (Number(stored.version) > recordVersion) return 'newer';
    if (text !== sealedText(json)) return 'unreadable';
    const record = recordIn(stored);
    // The ID names files, and so does the converted file's path: neither may lead elsewhere.
    if (record?.upload.uploadId !== uploadId || !isRecord(record)) return 'unreadable';
    const { conversion } = record.upload;
    if (conversion && !isKnown(conversion.recipe)) return 'newer';
    const owner = stored.ownerProcess;
    const isFirst = stored.version === 1;
    return { record, seal: sealOf(json), isFirst, firstOwner: owner === 0 ? undefined : owner };
  } catch {
    return 'unreadable';
  }
}

function recordIn(stored: Partial<StoredRecord & FirstRecord>): StoredUpload | undefined {
  const { connectionId = '', streamId = 0, streamName = '', choices, after } = stored;
  const { job, upload, files = [] } = stored;
  if (!choices) return undefined;
  const of = { connectionId, streamId, streamName, choices, after };
  if (job) return { ...of, upload: job };
  const [file, ...others] = files;
  if (!upload || !file || others.length > 0) return undefined;
  return { ...of, upload: { ...upload, ...file } };
}

/** Enough of a record to show it and to resume it. */
function isRecord({ connectionId, streamId, upload }: StoredUpload): boolean {
  const { uploadId, source, cuts, accepted, options } = upload as Partial<Upload>;
  return (
    /^[\w-]+$/.test(uploadId ?? '') &&
    typeof connectionId === 'string' &&
    Number.isSafeInteger(streamId) &&
    typeof source?.path === 'string' &&
    typeof options?.partSizeBytes === 'number' &&
    Array.isArray(cuts) &&
    Array.isArray(accepted)
  );
}
