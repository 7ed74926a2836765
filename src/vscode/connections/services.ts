import type * as vscode from 'vscode';
import type { Clients } from './clients';
import type { ConnectionMemory } from './connectionMemory';
import type { ConnectionStore } from './connectionStore';
import type { SandboxHost } from './sandboxHost';
import type { Documents } from '../documents/documents';
import type { Pages } from '../executions/executionPanels';
import type { StreamsTree } from '../streams/streamsTree';
import type { UploadManager } from '../../uploads/queue/uploadQueue';
import type { UploadTargets } from '../uploads/uploadRoutes';

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
