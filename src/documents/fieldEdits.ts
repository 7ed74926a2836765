import type { Node } from 'jsonc-parser';
import type { JsonValue } from '../base/json';
import { stringifyJson } from '../base/jsonText';
import type { FieldPath } from './compare';
import { nodeAt, treeOf, type TextRange } from './parse';

/** A piece of a text that becomes another one. */
export interface FieldEdit extends TextRange {
  readonly content: string;
}

const indentWidth = 2;

/**
 * How to give a field another value in a text; undefined removes it. An entry of a list that is not there
 * can't be placed: the whole list is put back.
 */
export function editsForField(
  text: string,
  path: FieldPath,
  valueOf: (path: FieldPath) => JsonValue | undefined,
): FieldEdit[] {
  const root = treeOf(text);
  for (let length = path.length; length > 0; length -= 1) {
    const target = path.slice(0, length);
    const parent = nodeAt(root, target.slice(0, -1));
    const node = nodeAt(root, target);
    const value = valueOf(target);
    if (node) return [value === undefined ? removal(node) : replacement(text, node, value)];
    if (parent?.type !== 'object') continue;
    return value === undefined ? [] : [insertion(text, parent, target.at(-1) ?? '', value)];
  }
  return [];
}

function replacement(text: string, { offset, length }: Node, value: JsonValue): FieldEdit {
  return { offset, length, content: indented(value, indentAt(text, offset)) };
}

/** Takes away a field, or an entry of a list, with one of the commas around it. */
function removal(node: Node): FieldEdit {
  const item = node.parent?.type === 'property' ? node.parent : node;
  const siblings = item.parent?.children ?? [];
  const index = siblings.indexOf(item);
  const [former, next] = [siblings[index - 1], siblings[index + 1]];
  const end = item.offset + item.length;
  if (former) return between(endOf(former), end);
  if (next) return between(item.offset, next.offset);
  return item.parent ? between(item.parent.offset + 1, endOf(item.parent) - 1) : between(0, end);
}

/** Adds a field behind the last one of an object. */
function insertion(text: string, parent: Node, name: string, value: JsonValue): FieldEdit {
  const last = parent.children?.at(-1);
  const outer = indentAt(text, parent.offset);
  if (!last) {
    const inner = outer + ' '.repeat(indentWidth);
    const content = `\n${inner}${field(name, value, inner)}\n${outer}`;
    return { ...between(parent.offset + 1, endOf(parent) - 1), content };
  }
  const isOneLine = !text.slice(parent.offset, last.offset).includes('\n');
  const indent = isOneLine ? outer : indentAt(text, last.offset);
  const separator = isOneLine ? ', ' : `,\n${indent}`;
  const content = separator + field(name, value, indent);
  return { ...between(endOf(last), endOf(last)), content };
}

function field(name: string, value: JsonValue, indent: string): string {
  return `${JSON.stringify(name)}: ${indented(value, indent)}`;
}

/** A value in the form of documents, in lines below a line with an indent. */
function indented(value: JsonValue, indent: string): string {
  return stringifyJson(value, indentWidth).replaceAll('\n', `\n${indent}`);
}

/** The spaces and tabs at the beginning of a place's line. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return text.slice(start, end);
}

function between(start: number, end: number): FieldEdit {
  return { offset: start, length: end - start, content: '' };
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}
