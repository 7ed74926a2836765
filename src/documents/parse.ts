import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  stripComments,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { text, type Text } from '../base/text';
import { deepestNesting, isJsonObject, isNestedTooDeep, type JsonObject } from '../base/json';
import { parseJson } from '../base/jsonText';
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

/** The tree of a text, as far as it is JSON; undefined if it is nested too deep to walk through. */
export function treeOf(content: string): Node | undefined {
  return isNestedTooDeep(content) ? undefined : parseTree(content);
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

/** Of nodes that were asked for: each of thousands of fields is looked for by its name. Trees never change. */
const knownChildren = new WeakMap<Node, ReadonlyMap<string, Node>>();

function childOf(node: Node, key: string): Node | undefined {
  const children = knownChildren.get(node) ?? childrenByName(node);
  knownChildren.set(node, children);
  return children.get(key);
}

/** The values of an object's fields, or the entries of a list that have names; the first of each name. */
function childrenByName({ type, children = [] }: Node): Map<string, Node> {
  const named = children.map((child): [name: unknown, node: Node | undefined] =>
    type === 'array'
      ? [findNodeAtLocation(child, ['name'])?.value, child]
      : [child.children?.[0]?.value, child.children?.[1]],
  );
  const byName = new Map<string, Node>();
  for (const [name, node] of named)
    if (typeof name === 'string' && node && !byName.has(name)) byName.set(name, node);
  return byName;
}

/** Where a field stands: its name, or an entry of a list; the closing brace where it was removed. */
export function rangeOfField(root: Node | undefined, path: FieldPath): TextRange {
  const node = nodeAt(root, path);
  const { parent } = node ?? {};
  const name = parent?.type === 'property' ? parent.children?.[0] : node;
  if (name) return { offset: name.offset, length: name.length };
  return { offset: Math.max(0, (root?.offset ?? 0) + (root?.length ?? 1) - 1), length: 1 };
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
