import * as vscode from 'vscode';
import { plainText } from '../../base/plainText';
import { isExpected, messageOf } from '../../base/errorTexts';
import type { DocumentRef } from '../../documents/documentPath';
import { refIn } from './uris';

/** @throws FileSystemError where the path names no document */
export function refOf(uri: vscode.Uri): DocumentRef {
  const ref = refIn(uri);
  if (!ref) throw vscode.FileSystemError.FileNotFound(uri);
  return ref;
}

/** The editor asks for the folders above a document too. @throws FileSystemError for what is no folder */
export function directoryStat(uri: vscode.Uri): vscode.FileStat {
  if (uri.path.endsWith('.json')) throw vscode.FileSystemError.FileNotFound(uri);
  return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
}

/** A method that reads. It throws a FileSystemError for every error. */
export function forReader<T>(
  read: (uri: vscode.Uri) => Promise<T>,
): (uri: vscode.Uri) => Promise<T> {
  return (uri) => read(uri).catch(throwForReader);
}

/** The file is missing if the server has no such thing; else it may well be there. */
function throwForReader(error: unknown): never {
  if (error instanceof vscode.FileSystemError) throw error;
  const isMissing = error instanceof Error && 'status' in error && error.status === 404;
  const message = plainText(messageOf(error));
  const shown = isMissing
    ? vscode.FileSystemError.FileNotFound(message)
    : vscode.FileSystemError.Unavailable(message);
  throw Object.assign(shown, { cause: error });
}

/**
 * The editor shows the message in a notification of its own, with the error's name before it, where that only
 * gets in a person's way.
 * @throws FileSystemError for every error, with the kind of an expected one
 */
export function throwForWriter(error: unknown): never {
  const kind = isExpected(error) ? error.kind : undefined;
  const message = plainText(messageOf(error));
  const shown =
    kind === 'readOnly'
      ? vscode.FileSystemError.NoPermissions(message)
      : vscode.FileSystemError.Unavailable(message);
  throw Object.assign(shown, { name: '', cause: error, ...(kind !== undefined && { kind }) });
}

/** Streams are made, renamed and deleted by what is saved in them and by commands, not as files. */
export function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
