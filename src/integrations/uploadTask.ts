import { text } from '../base/text';
import { updateMethods } from '../domo/api/model';
import { legacyEncodings, type LegacyEncoding } from '../uploads/formats/recipe';
import {
  ArgumentError,
  optionalChoice,
  optionalFlag,
  optionalId,
  optionalText,
} from '../base/arguments';

export const uploadTaskType = 'domo-upload';

/** What a task of `tasks.json` is to upload. */
export interface UploadTask {
  /** Paths and patterns, from the folder of the task where they don't begin at the root. */
  readonly files: readonly string[];
  /** Id or name; undefined takes the only one there is. */
  readonly connection: string | undefined;
  readonly streamId: number;
  readonly updateMethod: string | undefined;
  readonly hasHeader: boolean | undefined;
  readonly allowLargeArchive: boolean;
  /** Of files that are not Unicode; undefined takes what is set for each. */
  readonly encoding: LegacyEncoding | undefined;
}

/** @throws ArgumentError with the field that is missing or wrong */
export function readUploadTask(definition: Readonly<Record<string, unknown>>): UploadTask {
  const streamId = optionalId(definition, 'stream');
  if (streamId === undefined)
    throw new ArgumentError(text('The task has no “stream”. Give it the id of a stream.'));
  return {
    files: filesOf(definition['file']),
    connection: optionalText(definition, 'connection'),
    streamId,
    updateMethod: optionalChoice(definition, 'updateMethod', updateMethods),
    hasHeader: optionalFlag(definition, 'header'),
    allowLargeArchive: optionalFlag(definition, 'allowLargeArchive') ?? false,
    encoding: optionalChoice(definition, 'encoding', legacyEncodings),
  };
}

function filesOf(file: unknown): string[] {
  const list = Array.isArray(file) ? (file as unknown[]) : [file];
  const files = list.filter((each) => typeof each === 'string' && each.trim() !== '') as string[];
  if (files.length > 0 && files.length === list.length) return files;
  throw new ArgumentError(
    text('The task has no “file”. Give it a path, a pattern such as out/*.csv, or a list of them.'),
  );
}
