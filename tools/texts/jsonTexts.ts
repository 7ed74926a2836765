import { visit, type JSONPath } from 'jsonc-parser';
import type { FoundText } from './foundText';

const schemaKeys = ['title', 'description', 'enumDescriptions'];

/** What a JSON schema says about fields and values. */
export function textsOfSchema(content: string): FoundText[] {
  return textsOfJson(content, (path) => {
    const key = path.filter((step) => typeof step === 'string').at(-1);
    return key !== undefined && schemaKeys.includes(key);
  });
}

/** The strings of a JSON file, without the names of its properties. */
export function textsOfJson(
  content: string,
  isText: (path: JSONPath) => boolean = () => true,
): FoundText[] {
  const found: FoundText[] = [];
  visit(content, {
    onLiteralValue: (value: unknown, _offset, _length, line, _character, path) => {
      if (typeof value === 'string' && isText(path())) found.push({ line: line + 1, text: value });
    },
  });
  return found;
}
