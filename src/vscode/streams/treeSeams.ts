import type * as vscode from 'vscode';
import type { StreamIds } from '../../connections/ids';

/** Which documents have an earlier version. */
export interface Restorable {
  /** Looks again which documents of a connection have one. */
  read(connectionId: string): Promise<void>;
  has(ids: StreamIds): boolean;
}

/** A stream that was saved from elsewhere. */
export interface SavedStream {
  readonly connectionId: string;
  readonly streamId: number;
  /** Set where the save has made the stream. */
  readonly created?: unknown;
}

/** Folders of the extension's own. */
export interface TreePlaces {
  readonly media: vscode.Uri;
  /** Keeps dropped files that have no place on this machine's disk. */
  readonly dropFolder: string;
}
