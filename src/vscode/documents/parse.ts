import {
  findNodeAtLocation,
  getNodePath,
  modify,
  parseTree,
  printParseErrorCode,
  stripComments,
  type Edit,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { text, type Text } from '../../base/text';
import {
  deepestNesting,
  isJsonObject,
  isNestedTooDeep,
  type JsonObject,
  type JsonValue,
} from '../../domo/json';
import { parseJson, withMarks, withoutMarks } from '../../domo/jsonText';
import type { FieldPath } from './compare';
import { DocumentError } from './documentError';

/** The body in a document's text. @throws DocumentError `invalidJson`, with the line */
export function parseDocument(content: string): JsonObject {
  return parseObject(content, { disallowComments: true }, text('Not saved'));
}

/** The body where comments may stand: in a template, or in a file of a definition. */
export function parseDefinition(content: string, failure = text('Not saved')): JsonObject {
  // An editor may have put a byte-order mark before it.
  return parseObject(content.replace(/^\uFEFF/, ''), { disallowComments: false }, failure);
}

/** The same, or undefined where the text is no such thing: invalid JSON is the JSON language's to mark. */
export function parseIfValid(content: string): JsonObject | undefined {
  try {
    return parseDefinition(content);
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}

function parseObject(
  content: string,
  options: { disallowComments: boolean },
  failure: Text,
): JsonObject {
  assertShallow(content, failure);
  const errors: ParseError[] = [];
  const root = parseTree(content, errors, { ...options, allowTrailingComma: false });
  const [error] = errors;
  if (error) {
    const { line, column } = positionAt(content, error.offset);
    const what = printParseErrorCode(error.error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    throw new DocumentError(
      'invalidJson',
      text('{0}: invalid JSON in line {1}, column {2} ({3}).', failure, line, column, what),
    );
  }
  refuseDuplicates(root, content, failure);
  // Not the tree's own values, which would be rounded.
  const value = root && parseJson(stripComments(content));
  if (!isJsonObject(value))
    throw new DocumentError(
      'invalidJson',
      text('{0}: the document must be one JSON object.', failure),
    );
  return value;
}

/** Only the last of two fields with one name would be sent: what was typed in the other would be lost. */
function refuseDuplicates(root: Node | undefined, content: string, failure: Text): void {
  const key = root && duplicateKey(root);
  if (!key) return;
  const { line } = positionAt(content, key.offset);
  throw new DocumentError(
    'invalidJson',
    text(
      '{0}: “{1}” stands twice in one object, again in line {2}.',
      failure,
      String(key.value),
      line,
    ),
  );
}

/** The name of the first field whose object has one of that name before it. */
function duplicateKey({ type, children = [] }: Node): Node | undefined {
  const names = new Set<unknown>();
  for (const child of children) {
    const key = type === 'object' ? child.children?.[0] : undefined;
    if (key && names.has(key.value)) return key;
    if (key) names.add(key.value);
    const inner = duplicateKey(child);
    if (inner) return inner;
  }
  return undefined;
}

/** Whatever reads a value that is nested deeper would overflow the stack. */
function assertShallow(content: string, failure: Text): void {
  if (isNestedTooDeep(content))
    throw new DocumentError(
      'invalidJson',
      text('{0}: the JSON is nested more than {1} levels deep.', failure, deepestNesting),
    );
}

/** A piece of a text, in characters. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** The node of a field; entries of a list are found by their names. */
export function nodeAt(root: Node | undefined, path: FieldPath): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => node && childOf(node, key), root);
}

function childOf(node: Node, key: string): Node | undefined {
  if (node.type !== 'array') return findNodeAtLocation(node, [key]);
  return node.children?.find((entry) => findNodeAtLocation(entry, ['name'])?.value === key);
}

/** Where a field stands: its name, or an entry of a list; the closing brace where it was removed. */
export function rangeOfField(root: Node | undefined, path: FieldPath): TextRange {
  const node = nodeAt(root, path);
  const { parent } = node ?? {};
  const name = parent?.type === 'property' ? parent.children?.[0] : node;
  if (name) return { offset: name.offset, length: name.length };
  return { offset: Math.max(0, (root?.offset ?? 0) + (root?.length ?? 1) - 1), length: 1 };
}

/**
 * How to give a field another value in a text; undefined removes it. An entry of a list that is not there
 * can't be placed: the whole list is put back.
 */
export function editsForField(
  text: string,
  path: FieldPath,
  valueOf: (path: FieldPath) => JsonValue | undefined,
): Edit[] {
  const root = parseTree(text);
  for (let length = path.length; length > 0; length -= 1) {
    const target = path.slice(0, length);
    const parent = nodeAt(root, target.slice(0, -1));
    const node = nodeAt(root, target);
    if (!parent || (parent.type === 'array' && !node)) continue;
    const jsonPath = node ? getNodePath(node) : [...getNodePath(parent), target.at(-1) ?? ''];
    const value = valueOf(target);
    const edits = modify(text, jsonPath, value && withMarks(value), { formattingOptions });
    return edits.map((edit) => ({ ...edit, content: withoutMarks(edit.content) }));
  }
  return [];
}

const formattingOptions = { insertSpaces: true, tabSize: 2 };

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
