import { text } from '../base/text';
import { updateMethods } from '../domo/api/model';
import { legacyEncodings, type LegacyEncoding } from '../uploads/formats/recipe';
import {
  ArgumentError,
  choiceField,
  flagField,
  idField,
  readFields,
  textField,
  type Field,
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

/** A path or a pattern, or a list of them. */
const filesField: Field<readonly string[]> = {
  read: (value) => {
    const list = Array.isArray(value) ? (value as unknown[]) : [value];
    const files = list.filter((each) => typeof each === 'string' && each.trim() !== '') as string[];
    if (files.length > 0 && files.length === list.length) return files;
    throw noFile();
  },
  schema: { type: ['string', 'array'], items: { type: 'string' } },
};

/** What a task has, beside its `type`. */
export const uploadTaskFields = {
  file: filesField,
  stream: idField,
  connection: textField,
  updateMethod: choiceField(updateMethods),
  header: flagField,
  allowLargeArchive: { ...flagField, schema: { ...flagField.schema, default: false } },
  encoding: choiceField(legacyEncodings),
};
/** Of these, what a task must have. */
export const requiredTaskFields = ['file', 'stream'] as const;

/** @throws ArgumentError with the field that is missing or wrong */
export function readUploadTask(definition: Readonly<Record<string, unknown>>): UploadTask {
  const known = Object.entries(definition).filter(([name]) =>
    Object.hasOwn(uploadTaskFields, name),
  );
  const given = readFields(uploadTaskFields, Object.fromEntries(known));
  if (given.stream === undefined)
    throw new ArgumentError(text('The task has no “stream”. Give it the id of a stream.'));
  if (given.file === undefined) throw noFile();
  return {
    files: given.file,
    connection: given.connection,
    streamId: given.stream,
    updateMethod: given.updateMethod,
    hasHeader: given.header,
    allowLargeArchive: given.allowLargeArchive ?? false,
    encoding: given.encoding,
  };
}

function noFile(): ArgumentError {
  return new ArgumentError(
    text('The task has no “file”. Give it a path, a pattern such as out/*.csv, or a list of them.'),
  );
}
