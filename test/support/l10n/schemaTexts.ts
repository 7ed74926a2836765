import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('media', 'schemas');
const textKeys = ['title', 'description', 'enumDescriptions'];

/** What the JSON schemas say of fields and values; the extension translates it as it hands them out. */
export function schemaTexts(root: string): string[] {
  return readdirSync(join(root, folder)).flatMap((file) =>
    textsBelow(JSON.parse(readFileSync(join(root, folder, file), 'utf8')), ''),
  );
}

function textsBelow(value: unknown, key: string): string[] {
  if (typeof value === 'string') return textKeys.includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textsBelow(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsBelow(inner, name));
}
