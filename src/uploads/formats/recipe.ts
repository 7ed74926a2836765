import { joinedTexts, text, type Text } from '../../base/text';
import type { SourcePlace } from '../errors';

export type Packing = 'none' | 'gzip' | 'zip';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | LegacyEncoding;
export type Delimiter = ',' | ';' | '\t' | '|';

/**
 * The encodings that are not Unicode, by their names on the web. A text in one of them does not tell
 * which: it is assumed, or a person says it.
 */
export const legacyEncodings = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'iso-8859-2',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type LegacyEncoding = (typeof legacyEncodings)[number];

/** How the text holds its rows. The columns of JSON lines are fixed before the first line is read. */
export type Layout =
  | { readonly type: 'csv'; readonly delimiter: Delimiter }
  | { readonly type: 'ndjson'; readonly columns: readonly string[] };

/** How a file becomes comma-separated UTF-8. Plain data, kept with the upload: it always gives the same bytes. */
export interface Recipe {
  readonly packing: Packing;
  readonly encoding: Encoding;
  readonly layout: Layout;
}

/** Whether a file is something else than the CSV that can be sent as it is. */
export function isNeeded({ packing, encoding, layout }: Recipe): boolean {
  const isComma = layout.type === 'csv' && layout.delimiter === ',';
  return packing !== 'none' || encoding !== 'utf-8' || !isComma;
}

const packingNames = { none: '', gzip: 'gzip', zip: 'zip' } as const;

/** As people write them. */
export const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
  'windows-1250': 'Windows-1250',
  'windows-1251': 'Windows-1251',
  'windows-1253': 'Windows-1253',
  'windows-1254': 'Windows-1254',
  'windows-1257': 'Windows-1257',
  'iso-8859-2': 'ISO-8859-2',
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  gb18030: 'GB18030',
  big5: 'Big5',
  'euc-kr': 'EUC-KR',
};
const delimiterNames: Readonly<Record<Delimiter, Text | undefined>> = {
  ',': undefined,
  ';': text('semicolons'),
  '\t': text('tabs'),
  '|': text('vertical bars'),
};

/** What a file is converted from, for a person: `gzip, UTF-16, semicolons`. */
export function describeRecipe({ packing, encoding, layout }: Recipe): Text {
  const rows = layout.type === 'csv' ? delimiterNames[layout.delimiter] : text('JSON lines');
  const encodingName = encoding === 'utf-8' ? '' : encodingNames[encoding];
  const facts = [packingNames[packing], encodingName, rows ?? ''];
  return joinedTexts(
    facts.filter((fact) => fact !== ''),
    ', ',
  );
}

/** Whether an encoding is one that a text doesn't tell. */
export function isLegacy(encoding: Encoding): encoding is LegacyEncoding {
  return (legacyEncodings as readonly string[]).includes(encoding);
}

/** A line of a file to be opened there; undefined for a packed file, which an editor can't show. */
export function placeIn(
  path: string,
  line: number,
  recipe: Recipe | undefined,
): SourcePlace | undefined {
  return recipe && recipe.packing !== 'none' ? undefined : { path, line };
}
