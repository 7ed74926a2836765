import type * as vscode from 'vscode';
import type { Failures } from '../shell/failures';
import type { Settings } from '../shell/settings';
import type { ConnectionMemory } from '../../connections/connectionMemory';
import type { Clients } from './clients';
import type { ConnectionStore } from './connectionStore';
import type { SandboxHost } from './sandboxHost';

/** What every feature works with. */
export interface ConnectionServices {
  readonly store: ConnectionStore;
  readonly clients: Clients;
  readonly sandbox: SandboxHost;
  readonly memory: ConnectionMemory;
  readonly settings: Settings;
  readonly failures: Failures;
  readonly log: vscode.LogOutputChannel;
}

/** What other features do when a connection changes. */
export interface ConnectionHooks {
  /** How many uploads to a connection are unfinished. */
  readonly unfinishedUploads: (connectionId: string) => number;
  /** Continues the uploads that the connection's former token stopped. */
  readonly resumeRefused: (connectionId: string) => Promise<void>;
  /** Ends the uploads to a connection. Called while its token is still there. */
  readonly endUploads: (connectionId: string) => Promise<void>;
  /** Removes what documents keep of a connection on this machine. */
  readonly forgetDocuments: (connectionId: string) => Promise<void>;
}
