import { joinedTexts, type Text } from '../../base/text';
import type { SourcePlace } from '../errors';
import { formatOf, type Layout, type PackingType } from './registry';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | LegacyEncoding;

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

/** How a file becomes comma-separated UTF-8. Plain data, kept with the upload: it always gives the same bytes. */
export interface Recipe {
  readonly packing: PackingType;
  readonly encoding: Encoding;
  readonly layout: Layout;
}

/** Whether a file is something else than the CSV that can be sent as it is. */
export function isNeeded(recipe: Recipe): boolean {
  const { encoding, layout } = recipe;
  return (
    isPacked(recipe) || encoding !== 'utf-8' || formatOf(layout).converter(layout) !== undefined
  );
}

/** Whether the size of the contents is unknown, and no editor can show them. */
export function isPacked({ packing }: Recipe): boolean {
  return packing !== 'none';
}

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

/** What a file is converted from, for a person: `gzip, UTF-16, semicolons`. */
export function describeRecipe(recipe: Recipe): Text {
  const { packing, encoding, layout } = recipe;
  const facts = [
    isPacked(recipe) ? packing : '',
    encoding === 'utf-8' ? '' : encodingNames[encoding],
    formatOf(layout).describe(layout) ?? '',
  ];
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
  return recipe && isPacked(recipe) ? undefined : { path, line };
}
