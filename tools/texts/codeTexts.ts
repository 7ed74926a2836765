import * as ts from 'typescript';
import type { FoundText } from './foundText';
import { patternPositions } from './patterns';

const titles = /^(?:describe|it)(?:\.(?:only|skip))?$/;
const messages = /^(?:fail|console\.(?:log|error)|\w*Error)$/;

/** Comments, titles of tests, patterns for the translation, and messages of errors and tools. */
export function textsOfCode(name: string, content: string): FoundText[] {
  const file = ts.createSourceFile(name, content, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number): number =>
    file.getLineAndCharacterOfPosition(position).line + 1;
  const found: FoundText[] = [];
  const visit = (node: ts.Node): void => {
    for (const argument of textArguments(node)) {
      const text = literalText(argument);
      if (text !== undefined) found.push({ line: lineAt(argument.getStart()), text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found, ...commentsOf(content, file, lineAt)];
}

/** The arguments of a call that people read. */
function textArguments(node: ts.Node): readonly ts.Expression[] {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
  const called = node.expression.getText();
  const given = node.arguments ?? [];
  if (messages.test(called)) return given;
  if (titles.test(called)) return given.slice(0, 1);
  const positions = ts.isCallExpression(node) ? patternPositions(node) : [];
  return given.filter((_, position) => positions.includes(position));
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
  /** The line on which the last comment would continue. */
  let nextLine = -1;
  for (const { pos, end } of rangesOf(content, file)) {
    const text = wordsOf(content.slice(pos, end));
    const line = lineAt(pos);
    const isWholeLine =
      content.startsWith('//', pos) && /(?:^|\n)[ \t]*$/.test(content.slice(0, pos));
    const before = comments.at(-1);
    if (before && isWholeLine && line === nextLine)
      comments[comments.length - 1] = { ...before, text: `${before.text} ${text}` };
    else comments.push({ line, text });
    nextLine = isWholeLine ? line + 1 : -1;
  }
  return comments;
}

/** The words of a comment, without its marks. */
function wordsOf(comment: string): string {
  return comment.replace(/^\s*(?:\/\*\*?|\*\/?|\/\/)|\*\/$/gm, ' ').trim();
}

function rangesOf(content: string, file: ts.SourceFile): ts.TextRange[] {
  const ranges = new Map<number, ts.TextRange>();
  const visit = (node: ts.Node): void => {
    // A doc comment is found before the token that follows it. Its own nodes are words, not code.
    if (ts.isJSDoc(node)) return;
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
