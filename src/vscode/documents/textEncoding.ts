import * as vscode from 'vscode';
import { text } from '../../base/text';
import { DocumentError } from '../../documents/documentError';

const mark = Buffer.from('\ufeff');

/**
 * What the editor reads of a document: UTF-8, marked as such where its settings would have it taken, or
 * guessed, for something else.
 */
export function asRead(uri: vscode.Uri, content: Uint8Array): Uint8Array {
  const scope = { uri, languageId: 'json' };
  const files = vscode.workspace.getConfiguration('files', scope);
  const isSure =
    files.get<string>('encoding') === 'utf8' && !files.get<boolean>('autoGuessEncoding');
  return isSure ? content : Buffer.concat([mark, content]);
}

/**
 * The text that the editor writes, without a mark.
 * @throws DocumentError `notSaved` where a person has chosen another encoding: characters would be lost
 */
export function asWritten(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new DocumentError(
      'notSaved',
      text(
        'Not saved: this tab has another encoding than UTF-8. Choose Save with Encoding and UTF-8 in the status bar.',
      ),
    );
  }
}
