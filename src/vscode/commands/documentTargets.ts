import * as vscode from 'vscode';
import { documentScheme, parseDocumentPath } from '../documents/address';
import { DocumentError } from '../documents/documentError';
import { optionalText } from './arguments';
import type { Invocation } from './registry';

/**
 * The document that a program or an editor's title gave, or the one in front.
 * @throws DocumentError `noDocument`
 */
export function documentUri(invocation: Invocation): vscode.Uri {
  const uri = givenDocument(invocation);
  if (uri) return uri;
  throw new DocumentError('noDocument', 'Open the document of a stream or an execution first.');
}

/** @returns undefined where none was given and none is in front */
export function givenDocument({ given, raw }: Invocation): vscode.Uri | undefined {
  const text = optionalText(given, 'uri');
  const [clicked] = raw;
  const uri =
    text !== undefined
      ? vscode.Uri.parse(text, true)
      : clicked instanceof vscode.Uri
        ? clicked
        : vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === documentScheme && parseDocumentPath(uri.path) ? uri : undefined;
}
