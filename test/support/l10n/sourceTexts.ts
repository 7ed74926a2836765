import * as ts from 'typescript';
import { calledName, patternPositions } from '../../../tools/texts/patterns';

/** What a source file says to people. */
export interface SourceTexts {
  /** Patterns that are given to the translation. */
  readonly patterns: readonly string[];
  /** Texts that go to people as they are, and calls that nobody could translate. */
  readonly faults: readonly Fault[];
}

export interface Fault {
  readonly line: number;
  /** The literal, with `\0` for each value; or what is wrong with a call. */
  readonly text: string;
}

/** What is read or changed by them is in the language of the moment: not while a file is loaded. */
const needLanguage: ReadonlySet<string> = new Set(['t', 'plural', 'translated']);

/** Properties whose values the editor shows. */
const shownProperty =
  /^(label|description|detail|title|placeHolder|placeholder|prompt|tooltip|message|text|note|words|saveLabel|openLabel|question|example)$/;

/** Functions that make words for people. */
const wordingFunction = /(Text|Words|words|headline|describe)$/;

/** Errors that are not meant to happen, and those that are never shown. */
const silentErrors: ReadonlySet<string> = new Set([
  'Error',
  'TypeError',
  'CancelledError',
  'PausedError',
]);

/** Reads a file of TypeScript for what it says to people. */
export function textsIn(name: string, source: string): SourceTexts {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const patterns: string[] = [];
  const faults: Fault[] = [];
  const fault = (node: ts.Node, what: string): void => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    faults.push({ line: line + 1, text: what });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) readCall(node, patterns, fault);
    const shown = shownText(node);
    if (shown !== undefined) fault(node, shown);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { patterns, faults };
}

function readCall(
  call: ts.CallExpression,
  patterns: string[],
  fault: (node: ts.Node, what: string) => void,
): void {
  const name = calledName(call);
  for (const index of patternPositions(call)) {
    const argument = call.arguments[index];
    // A data text may be made of a text of the server; a translation of one would never be found.
    if (argument && ts.isStringLiteralLike(argument)) patterns.push(argument.text);
    else fault(call, `${name}() without a literal`);
  }
  if (needLanguage.has(name) && !isInFunction(call))
    fault(call, `${name}() while the file is loaded`);
}

/** The text of a literal that a person would see untranslated. */
function shownText(node: ts.Node): string | undefined {
  const literal = literalText(node);
  if (literal === undefined || isPattern(node) || isForNobody(node)) return undefined;
  const tag = ts.isTaggedTemplateExpression(node.parent) ? node.parent.tag.getText() : '';
  if (tag === 'html') return /\p{L}/u.test(withoutTags(literal)) ? literal : undefined;
  const isShown =
    isProse(literal) || (/^\p{L}*\p{Ll}{2}/u.test(withoutIcons(literal)) && isShownPlace(node));
  return isShown ? literal : undefined;
}

/** Values in a template stand as `\0`. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('\0');
}

/** Two words, or one that begins a sentence or a title. */
function isProse(text: string): boolean {
  const words = withoutIcons(text);
  if (!/\p{Ll}/u.test(words)) return false;
  const isPhrase = /\p{L}[\p{L}’',.:;…]* +[\p{L}\0“(]|\0 +\p{Ll}{2}/u.test(words);
  return isPhrase || /^\p{Lu}\p{Ll}+…?$/u.test(words);
}

/** Icons stand in labels by their names. */
function withoutIcons(text: string): string {
  return text.replace(/\$\([\w~-]+\)/g, '').trim();
}

/** Text between tags, and what a screen reader says. */
function withoutTags(html: string): string {
  const spoken = [...html.matchAll(/\b(?:aria-label|title|alt)="([^"]*)"/g)].map(
    ([, text]) => text,
  );
  return [html.replaceAll(/<[^>]*>/g, ' '), ...spoken].join(' ').replaceAll('&nbsp;', ' ');
}

/** Whether a literal is the pattern of a translating call. */
function isPattern(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent)) return false;
  const index = parent.arguments.indexOf(node as ts.Expression);
  return patternPositions(parent).includes(index);
}

/** Logs, names of modules, types, and errors that are never shown. */
function isForNobody(node: ts.Node): boolean {
  for (let current = node; !ts.isSourceFile(current); current = current.parent) {
    if (ts.isImportDeclaration(current) || ts.isTypeNode(current)) return true;
    if (ts.isCallExpression(current) && (isLogging(current) || isLooking(current))) return true;
    if (ts.isNewExpression(current) && silentErrors.has(current.expression.getText())) return true;
  }
  return false;
}

function isLogging(call: ts.CallExpression): boolean {
  return /(^|\.)log\.\w+$/.test(call.expression.getText()) || calledName(call) === 'logError';
}

/** Whether a call only looks for a text in another one. */
function isLooking({ expression }: ts.CallExpression): boolean {
  return /\.(startsWith|endsWith|includes|has|get)$/.test(expression.getText());
}

/** Whether the editor shows what stands here, be it a single word. */
function isShownPlace(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && node !== parent.condition) return isShownPlace(parent);
  if (ts.isParenthesizedExpression(parent)) return isShownPlace(parent);
  if (ts.isPropertyAssignment(parent) && parent.initializer === node)
    return shownProperty.test(parent.name.getText());
  return ts.isReturnStatement(parent) && wordingFunction.test(functionName(parent));
}

function functionName(node: ts.Node): string {
  for (let current = node; !ts.isSourceFile(current); current = current.parent)
    if (ts.isFunctionDeclaration(current)) return current.name?.text ?? '';
  return '';
}

function isInFunction(node: ts.Node): boolean {
  for (let current = node; !ts.isSourceFile(current); current = current.parent)
    if (ts.isFunctionLike(current)) return true;
  return false;
}
