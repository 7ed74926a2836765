import type { CompressionSetting } from './send/compression';
import type { Convertible } from './formats/convert';
import type { SourceVersion } from './send/source';
import type { CreatedExecution } from './send/target';

/** A piece of the source file that is sent as one part. */
export interface Cut {
  /** From 1, without gaps. */
  readonly number: number;
  /** Byte offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly records: number;
  /** Quotes in the middle of fields, which are sent as they are. */
  readonly strayQuotes: number;
  /** The file ends without a line break, which the part must not. */
  readonly addBreak: boolean;
  /** Line behind the part, from 1. */
  readonly nextLine: number;
}

/** What is chosen for one upload; the rest comes from the settings. */
export interface UploadChoices {
  /** Undefined leaves it to the stream. */
  readonly updateMethod: string | undefined;
  readonly hasHeader: boolean;
  /** Whether somebody said so; else it was detected. */
  readonly isHeaderChosen?: boolean | undefined;
  readonly allowLargeArchive?: boolean | undefined;
}

/** What the settings say of every upload. */
export interface UploadSettings {
  /** Undefined takes a size that fits the file. */
  readonly partSizeBytes: number | undefined;
  /** Parts under way at the start; twice as many may be, where that pays. */
  readonly concurrency: number;
  readonly compression: CompressionSetting;
  /** Tries of each part after the first one. */
  readonly retries: number;
}

/** All that is chosen or set for one upload. */
export type AllChoices = UploadChoices & UploadSettings;

export interface UploadOptions extends Omit<UploadSettings, 'partSizeBytes'> {
  /** Undefined leaves it to the stream. */
  readonly updateMethod: string | undefined;
  readonly partSizeBytes: number;
  /** How many parts at the start are small, as they go plain to measure the way to the server. */
  readonly measuringParts: number;
}

/** A file that is converted before it is cut. */
export interface Conversion extends Convertible {
  /** Undefined takes a size that fits what it is converted to. */
  readonly partSizeBytes: number | undefined;
  allowLargeArchive?: boolean | undefined;
}

/**
 * One upload, as plain data: all that is needed to go on with it. The engine changes it as it gets on
 * and has it saved after each change.
 */
export interface Upload {
  readonly uploadId: string;
  /** What the parts are cut from: the file itself, or what it was converted to once that is done. */
  source: SourceVersion;
  /** Undefined for a file that is sent as it is. */
  readonly conversion?: Conversion | undefined;
  options: UploadOptions;
  /** Where the first record to send begins, behind a mark and a header. */
  readonly firstOffset: number;
  /** Line of that record, from 1. */
  readonly firstLine: number;
  readonly columns: number | undefined;
  execution: CreatedExecution | undefined;
  cuts: Cut[];
  isCut: boolean;
  /** Numbers of the parts that the server has. */
  accepted: number[];
  commit: 'none' | 'sent' | 'done';
}

/** The path of the file that a person gave for the upload. */
export function originalPath({ conversion, source }: Upload): string {
  return conversion?.original.path ?? source.path;
}

/** The seam for keeping uploads beyond the life of the process. */
export interface Ledger {
  save(upload: Upload): Promise<void>;
  /**
   * Called before each part and before the commit.
   * @throws if another process has taken the upload over: this one must not send anything more
   */
  assertHeld(): Promise<void>;
}

const mebibyte = 1024 * 1024;
const smallestPartBytes = 4 * mebibyte;
const largestPartBytes = 25 * mebibyte;

/**
 * Size of a part in bytes: small enough that each connection gets several, within what Domo's own
 * documents recommend.
 */
export function defaultPartSize(fileBytes: number, concurrency: number): number {
  const share = Math.ceil(fileBytes / (4 * concurrency));
  return Math.max(smallestPartBytes, Math.min(largestPartBytes, share));
}

/** Size in bytes of the part with this number. */
export function partSizeOf(options: UploadOptions, number: number): number {
  const { partSizeBytes, measuringParts } = options;
  return number <= measuringParts ? Math.min(partSizeBytes, smallestPartBytes) : partSizeBytes;
}

/**
 * How many parts may be under way at most. One stays one: whoever asks for that wants them one after
 * the other.
 */
export function mostConnections(concurrency: number): number {
  return concurrency <= 1 ? 1 : Math.min(2 * concurrency, Math.max(concurrency, 16));
}
