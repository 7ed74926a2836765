import { isAbsolute } from 'node:path';
import { ArgumentError, kindOf, type Field } from './arguments';
import { flattened } from './plainText';
import { text } from './text';

/** A URI as plain data, as keybindings, tasks, and links of VS Code have it. */
export interface UriData {
  readonly scheme: string;
  readonly path: string;
}

/** Where a file is: an absolute path, a URI as text, or a URI as plain data. */
export type Place = string | UriData;

const longestPlace = 200;

/** One place, or a list of them. */
export const placesField: Field<readonly Place[]> = {
  read: (value, name) => {
    const list = Array.isArray(value) ? (value as unknown[]) : [value];
    if (list.length === 0) throw new ArgumentError(text('{0} must name at least one file.', name));
    return list.map((item) => readPlace(item, name));
  },
  schema: { type: ['string', 'object', 'array'] },
};

function readPlace(item: unknown, name: string): Place {
  if (isUriData(item)) return item;
  if (typeof item !== 'string')
    throw new ArgumentError(text('{0} must be paths or URIs ({1} given).', name, kindOf(item)));
  if (item.includes('://') || isAbsolute(item)) return item;
  throw new ArgumentError(
    text('{0} must be absolute paths; “{1}” is relative.', name, flattened(item, longestPlace)),
  );
}

/** Whether a value is a URI, or one as plain data. */
export function isUriData(value: unknown): value is UriData {
  return (
    typeof value === 'object' &&
    value !== null &&
    'scheme' in value &&
    typeof value.scheme === 'string' &&
    'path' in value &&
    typeof value.path === 'string'
  );
}
