import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import * as ts from 'typescript';

/** A text that people read, and where it is. */
export interface FoundText {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Calls whose literal arguments are texts: what is translated, test titles, and errors of tools. */
const textCalls =
  /^(?:t|text|plural|pluralText|describe|it|fail|console\.(?:log|error)|CommandError|Error)$/;

/** The texts of a file, by its kind. */
export function textsOf(path: string): FoundText[] {
  const content = readFileSync(path, 'utf8');
  switch (extname(path)) {
    case '.ts':
    case '.mjs':
      return textsOfCode(path, content);
    case '.md':
      return textsOfMarkdown(content);
    case '.json':
      return textsOfJson(content);
    default:
      return [];
  }
}

/** Comments, titles of tests, and literals that are given to calls that make texts. */
export function textsOfCode(name: string, content: string): FoundText[] {
  const file = ts.createSourceFile(name, content, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number): number =>
    file.getLineAndCharacterOfPosition(position).line + 1;
  const found: FoundText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node))
      if (textCalls.test(node.expression.getText()))
        for (const argument of node.arguments ?? []) {
          const text = literalText(argument);
          if (text !== undefined) found.push({ line: lineAt(argument.getStart()), text });
        }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found, ...commentsOf(content, file, lineAt)];
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' … ');
}

/** Each comment as one text; lines of `//` that follow one another are one comment. */
function commentsOf(
  content: string,
  file: ts.SourceFile,
  lineAt: (position: number) => number,
): FoundText[] {
  const comments: FoundText[] = [];
  /** Where a comment of the same kind would continue. */
  let nextLine = -1;
  for (const { pos, end } of rangesOf(content, file)) {
    const text = wordsOf(content.slice(pos, end));
    const line = lineAt(pos);
    const isAlone = /(?:^|\n)[ \t]*$/.test(content.slice(0, pos));
    const before = comments.at(-1);
    if (before && isAlone && line === nextLine)
      comments[comments.length - 1] = { ...before, text: `${before.text} ${text}` };
    else comments.push({ line, text });
    nextLine = isAlone && content.startsWith('//', pos) ? line + 1 : -1;
  }
  return comments;
}

/** The words of a comment, without its marks. */
function wordsOf(comment: string): string {
  const words = comment.replace(/^\s*(?:\/\*\*?|\*\/?|\/\/)|\*\/$/gm, ' ');
  return withoutCode(words).replace(/\s+/g, ' ').trim();
}

function rangesOf(content: string, file: ts.SourceFile): ts.TextRange[] {
  const ranges = new Map<number, ts.TextRange>();
  const visit = (node: ts.Node): void => {
    if (node.getChildCount(file) > 0) node.getChildren(file).forEach(visit);
    else
      for (const range of [
        ...(ts.getLeadingCommentRanges(content, node.getFullStart()) ?? []),
        ...(ts.getTrailingCommentRanges(content, node.getEnd()) ?? []),
      ])
        ranges.set(range.pos, range);
  };
  visit(file);
  return [...ranges.values()].sort((left, right) => left.pos - right.pos);
}

/** Each line of a page, without code and the targets of links. */
export function textsOfMarkdown(content: string): FoundText[] {
  let isCode = false;
  return content.split('\n').flatMap((line, index) => {
    const isFence = /^\s*```/.test(line);
    if (isFence) isCode = !isCode;
    const text = withoutCode(line.replace(/\]\([^)]*\)/g, ']')).trim();
    return isCode || isFence || text === '' ? [] : [{ line: index + 1, text }];
  });
}

/** The strings of a JSON file with a space in them: names and values have none. */
export function textsOfJson(content: string): FoundText[] {
  return content.split('\n').flatMap((line, index) => {
    const [, text = ''] = /"((?:[^"\\]|\\.)* (?:[^"\\]|\\.)*)"\s*,?\s*$/.exec(line) ?? [];
    return text === '' ? [] : [{ line: index + 1, text: withoutCode(text) }];
  });
}

function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/g, '`…`');
}
