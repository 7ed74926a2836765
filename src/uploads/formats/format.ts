import type { TextValue } from '../../base/text';
import type { SourcePlace } from '../errors';
import type { SourceVersion } from '../send/source';
import type { Contents } from './contents';
import type { Stage } from './stage';

/** The decoded beginning of a file. */
export interface TextSample {
  /** With its extension, which counts: `.jsonl`, `.tsv`. */
  readonly fileName: string;
  readonly text: string;
  /** Whether the file ends with the sample. */
  readonly isWhole: boolean;
}

/** How messages name the file, and where its lines are. */
export interface NamedText {
  readonly fileName: string;
  readonly placeOf: (line: number) => SourcePlace | undefined;
}

/** Makes the stage that turns the decoded text of a file into comma-separated rows. */
export type Converter = (text: NamedText) => Stage | Promise<Stage>;

/**
 * How a text holds its rows. `L` is what is kept with an upload: plain data that always gives the same bytes.
 * VS Code loads every format when it starts, so a large converter belongs in `converters`, which a format
 * loads with `import()`.
 */
export interface Format<L extends { readonly type: string } = { readonly type: string }> {
  readonly type: L['type'];
  /** Without the dot: file dialogs offer them, and New Stream from File leaves them out of the name. */
  readonly extensions: readonly string[];
  /** Without the dot: a file that has one of them is in this format, whatever it begins with, or in the first. */
  readonly decidingExtensions: readonly string[];
  /** Whether the format names its columns, so that nobody can choose whether there is a header. */
  readonly isHeaderFixed: boolean;
  /**
   * @param columnNames those of the stream; empty if it has no schema
   * @param isDecided whether the file has a deciding extension of this format
   * @returns undefined if the text is not in this format
   * @throws UploadError for a text that is meant to be in this format but can't be converted
   */
  detect(sample: TextSample, columnNames: readonly string[], isDecided: boolean): L | undefined;
  /** For people; undefined if there is nothing to say. */
  describe(layout: L): TextValue | undefined;
  /** Undefined if the text is comma-separated already. */
  converter(layout: L): Converter | undefined;
  /** Rows in some bytes of the file. Without it, they are projected from the records of the converted text. */
  countRows?(raw: Uint8Array): number;
}

/** How a file is packed. */
export interface Packing<T extends string = string> {
  /** What is kept with an upload, and what people call it. */
  readonly type: T;
  /** Without the dot, as those of a format. */
  readonly extensions: readonly string[];
  /** @param beginning the first bytes of the file */
  detect(beginning: Uint8Array): boolean;
  /** @throws UploadError `archive`, also while the contents are read */
  open(version: SourceVersion): Promise<Contents>;
}
