import * as vscode from 'vscode';
import {
  documentPath,
  documentScheme,
  parseDocumentPath,
  type DocumentRef,
} from '../../documents/documentPath';

/** The address of a stream's document. */
export function streamUri(connectionId: string, streamId: number, name?: string): vscode.Uri {
  const path = documentPath({ type: 'stream', connectionId, streamId }, name);
  return vscode.Uri.from({ scheme: documentScheme, path });
}

/** The address of an execution's document. */
export function executionUri(
  connectionId: string,
  streamId: number,
  executionId: number,
): vscode.Uri {
  const path = documentPath({ type: 'execution', connectionId, streamId, executionId });
  return vscode.Uri.from({ scheme: documentScheme, path });
}

/** What a URI names; undefined where it is none of ours, as one with a host, which would only look like one. */
export function refIn(uri: vscode.Uri): DocumentRef | undefined {
  return uri.authority ? undefined : parseDocumentPath(uri.path);
}

/** The open document at an address. */
export function tabOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  const text = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === text);
}
