import type * as vscode from 'vscode';
import type { Clients } from '../connections/clients';
import type { ConnectionMemory } from '../connections/connectionMemory';
import type { ConnectionStore } from '../connections/connectionStore';
import type { SandboxHost } from '../connections/sandboxHost';
import type { Documents } from '../documents/documents';
import type { Pages } from '../history/pages';
import type { StreamsTree } from '../tree/streamsTree';
import type { UploadManager } from '../uploads/uploadManager';
import type { UploadTargets } from '../uploads/uploadTargets';

/** What the commands work with. */
export interface Services {
  readonly store: ConnectionStore;
  readonly clients: Clients;
  readonly sandbox: SandboxHost;
  readonly memory: ConnectionMemory;
  readonly tree: StreamsTree;
  readonly pages: Pages;
  readonly documents: Documents;
  readonly uploads: UploadManager;
  readonly targets: UploadTargets;
  readonly log: vscode.LogOutputChannel;
}
