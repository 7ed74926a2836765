import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domo/json';
import type { FieldPath } from './compare';
import { DocumentError } from './documentError';

/** The body in a document's text. @throws DocumentError `invalidJson`, with the line */
export function parseDocument(text: string): JsonObject {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error) {
    const { line, column } = positionAt(text, error.offset);
    const what = printParseErrorCode(error.error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    throw new DocumentError(
      'invalidJson',
      `Not saved: invalid JSON in line ${line}, column ${column} (${what}).`,
    );
  }
  // JSON.parse and not the tree's own values: both must read big numbers alike.
  const value = root && (JSON.parse(text) as JsonValue);
  if (!isJsonObject(value))
    throw new DocumentError('invalidJson', 'Not saved: the document must be one JSON object.');
  return value;
}

/** Where a top-level field stands: its name, or the closing brace where it was removed. */
export function rangeOfField(
  text: string,
  [field = '']: FieldPath,
): { offset: number; length: number } {
  const root = parseTree(text);
  const name = root && findNodeAtLocation(root, [field])?.parent?.children?.[0];
  if (name) return { offset: name.offset, length: name.length };
  return { offset: Math.max(0, (root?.offset ?? 0) + (root?.length ?? 1) - 1), length: 1 };
}

/** The JSON text of a top-level property, name and value, or undefined where there is none. */
export function propertyOf(text: string, field: string): Node | undefined {
  const root = parseTree(text);
  return root && findNodeAtLocation(root, [field])?.parent;
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
