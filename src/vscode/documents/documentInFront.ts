import * as vscode from 'vscode';
import { text } from '../../base/text';
import { documentScheme, parseDocumentPath } from '../../documents/documentPath';
import { DocumentError } from '../../documents/documentError';
import { ArgumentError } from '../../base/arguments';
import type { Invocation } from '../shell/invocation';

/**
 * The document that a call or an editor's title gave, or the one in front.
 * @throws ArgumentError, DocumentError `noDocument`
 */
export function documentUri(
  invocation: Invocation<{ readonly uri?: string | undefined }>,
): vscode.Uri {
  const given = invocation.given.uri;
  const uri = given === undefined ? documentInFront(invocation) : ifDocument(parseUri(given));
  if (uri) return uri;
  throw new DocumentError(
    'noDocument',
    text('Open the document of a stream or an execution first.'),
  );
}

/** The document whose editor's title was clicked, or the one in front. */
export function documentInFront({
  uris: [clicked],
}: Pick<Invocation, 'uris'>): vscode.Uri | undefined {
  const uri = clicked ?? vscode.window.activeTextEditor?.document.uri;
  return uri && ifDocument(uri);
}

function parseUri(given: string): vscode.Uri {
  try {
    return vscode.Uri.parse(given, true);
  } catch {
    throw new ArgumentError(
      text('uri must be a document’s address, not {0}.', JSON.stringify(given)),
    );
  }
}

function ifDocument(uri: vscode.Uri): vscode.Uri | undefined {
  return uri.scheme === documentScheme && parseDocumentPath(uri.path) ? uri : undefined;
}
