import * as vscode from 'vscode';
import { markdownText } from '../../base/plainText';

/** A part of a Markdown text: foreign text, or Markdown of the extension's own. */
export class Markdown {
  constructor(readonly source: string) {}
}

/** Builds Markdown: what is put in shows as one line of text, unless it is `Markdown` itself. */
export function markdown(
  pieces: TemplateStringsArray,
  ...parts: readonly (string | Markdown)[]
): Markdown {
  const sourceOf = (part: string | Markdown | undefined): string =>
    part instanceof Markdown ? part.source : markdownText(part ?? '');
  return new Markdown(pieces.map((piece, index) => piece + sourceOf(parts[index])).join(''));
}

/** The form that VS Code takes. It runs no commands and shows no HTML. */
export function markdownString({ source }: Markdown): vscode.MarkdownString {
  return new vscode.MarkdownString(source);
}
