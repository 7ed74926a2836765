import { text } from '../../base/text';
import { delimited } from './delimited';
import type { Format, Packing } from './format';
import { gzip } from './gzip';
import { jsonLines } from './jsonLines';
import { zip } from './zip';

/** The first format takes every text that no other takes; the others are tried in this order. */
export const formats = [delimited, jsonLines] as const satisfies readonly Format[];

export const packings = [gzip, zip] as const satisfies readonly Packing[];

/** What file dialogs call all of them. */
export const allFormatsText = text('CSV, packed and JSON lines');

/** How the text holds its rows, as it is kept with an upload. */
export type Layout = NonNullable<ReturnType<(typeof formats)[number]['detect']>>;

/** As it is kept with an upload. */
export type PackingType = 'none' | (typeof packings)[number]['type'];

/** Without dots, for file dialogs. */
export const fileExtensions: readonly string[] = [
  ...formats.flatMap(({ extensions }) => extensions),
  ...packings.flatMap(({ extensions }) => extensions),
];

export function formatOf({ type }: Layout): Format<Layout> {
  const format: Format<Layout> | undefined = formats.find((each) => each.type === type);
  if (!format) throw new Error(`No format has the type ${type}.`);
  return format;
}

export function packingOf(type: Exclude<PackingType, 'none'>): Packing {
  const packing = packings.find((each) => each.type === type);
  if (!packing) throw new Error(`No packing has the type ${type}.`);
  return packing;
}

/** Whether what was kept with an upload is of this version or an earlier one. */
export function isKnown(recipe: {
  readonly packing: string;
  readonly layout: { readonly type: string };
}): boolean {
  return (
    ['none', ...packings.map(({ type }) => type)].includes(recipe.packing) &&
    formats.some(({ type }) => type === recipe.layout.type)
  );
}

/** The name of a file without its extensions, such as those of `orders.csv.gz`. */
export function withoutExtensions(fileName: string): string {
  const inner = formats.flatMap(({ extensions }) => extensions).join('|');
  const outer = packings.flatMap(({ extensions }) => extensions).join('|');
  return fileName.replace(new RegExp(`(?<=.)(\\.(${inner}))?(\\.(${outer}))?$`, 'i'), '');
}
