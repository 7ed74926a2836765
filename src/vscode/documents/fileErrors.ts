import * as vscode from 'vscode';
import { plainText } from '../ui/plainText';
import { isExpected, messageOf } from '../ui/showError';
import type { DocumentAddress } from './address';
import { addressIn } from './uris';

/** @throws FileSystemError where the path names no document */
export function addressOf(uri: vscode.Uri): DocumentAddress {
  const address = addressIn(uri);
  if (!address) throw vscode.FileSystemError.FileNotFound(uri);
  return address;
}

/** The editor asks for the folders above a document too. @throws FileSystemError for what is no folder */
export function directoryStat(uri: vscode.Uri): vscode.FileStat {
  if (uri.path.endsWith('.json')) throw vscode.FileSystemError.FileNotFound(uri);
  return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
}

/** Where there is no such thing on the server the file is missing; else it may well be there. */
export function throwForReader(error: unknown): never {
  if (!isExpected(error)) throw error;
  const isMissing = 'status' in error && error.status === 404;
  const message = plainText(messageOf(error));
  throw isMissing
    ? vscode.FileSystemError.FileNotFound(message)
    : vscode.FileSystemError.Unavailable(message);
}

/**
 * The editor shows the message in a notification of its own, with the error's name before it, where that only
 * gets in a person's way.
 */
export function throwForWriter(error: unknown): never {
  if (!isExpected(error)) throw error;
  const shown = new Error(plainText(messageOf(error)), { cause: error });
  throw Object.assign(shown, { name: '', kind: error.kind });
}

/** Streams are made, renamed and deleted by what is saved in them and by commands, not as files. */
export function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
