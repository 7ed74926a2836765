import { joinedTexts, text, type Text } from '../../base/text';
import type { SourcePlace } from '../errors';

export type Packing = 'none' | 'gzip' | 'zip';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Delimiter = ',' | ';' | '\t' | '|';

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
const encodingNames = {
  'utf-8': '',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
} as const;
const delimiterNames: Readonly<Record<Delimiter, Text | undefined>> = {
  ',': undefined,
  ';': text('semicolons'),
  '\t': text('tabs'),
  '|': text('vertical bars'),
};

/** What a file is converted from, for a person: `gzip, UTF-16, semicolons`. */
export function describeRecipe({ packing, encoding, layout }: Recipe): Text {
  const rows = layout.type === 'csv' ? delimiterNames[layout.delimiter] : text('JSON lines');
  const facts = [packingNames[packing], encodingNames[encoding], rows ?? ''];
  return joinedTexts(
    facts.filter((fact) => fact !== ''),
    ', ',
  );
}

/** A line of a file to be opened there; undefined for a packed file, which an editor can't show. */
export function placeIn(
  path: string,
  line: number,
  recipe: Recipe | undefined,
): SourcePlace | undefined {
  return recipe && recipe.packing !== 'none' ? undefined : { path, line };
}
