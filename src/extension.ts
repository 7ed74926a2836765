import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from './base/disposable';
import { setLanguage } from './base/l10n';
import { ConnectionMemory } from './connections/connectionMemory';
import { Clients } from './vscode/connections/clients';
import { registerConnectionCommands } from './vscode/connections/connectionCommands';
import { ConnectionStore } from './vscode/connections/connectionStore';
import { SandboxHost, type SandboxPlaces } from './vscode/connections/sandboxHost';
import type { ConnectionServices } from './vscode/connections/services';
import { Documents } from './vscode/documents/documents';
import { registerDocuments } from './vscode/documents/registerDocuments';
import { Executions } from './vscode/executions/executions';
import { followFirstSteps } from './vscode/integrations/firstSteps';
import { registerLanguageTools } from './vscode/integrations/languageTools';
import { registerLinks } from './vscode/integrations/linkHandler';
import { registerUploadTasks } from './vscode/integrations/uploadTasks';
import { CommandRegistry } from './vscode/shell/commandRegistry';
import { createLog } from './vscode/shell/log';
import { Streams } from './vscode/streams/streams';
import { Uploads } from './vscode/uploads/uploads';

/** What `deactivate` has to wait for: the editor hands it nothing. */
let shutDown: (() => Promise<void>) | undefined;

/** Puts the parts together. Nothing here asks the network or the user. */
export function activate(context: vscode.ExtensionContext): void {
  setLanguage(vscode.env.language, vscode.l10n.bundle);
  const own: Own = (part) => {
    context.subscriptions.push(part);
    return part;
  };
  const services = connectionServices(context, own);
  const streams = own(new Streams(context, services));
  const executions = own(new Executions(context.extensionUri, services, streams));
  const documents = own(new Documents(context, services));
  const uploads = own(new Uploads(context, services, streams, executions));
  own(documents.writer.onDidSave((saved) => streams.tree.saved(saved)));
  own(streams.onDidDelete((deleted) => documents.streamDeleted(deleted)));
  own(executions.onDidDelete((deleted) => documents.executionDeleted(deleted)));
  own(followFirstSteps(documents, uploads));
  shutDown = () => uploads.queue.shutDown();
  registerCommands(own, { ...services, streams, executions, documents, uploads });
  own(registerUploadTasks({ ...services, uploads }));
  own(registerLanguageTools(services));
  own(registerLinks(services));
}

/** The editor waits a little for this: time to leave running uploads to the next window. */
export async function deactivate(): Promise<void> {
  await shutDown?.();
}

type Own = <T extends Disposable>(part: T) => T;

interface Features extends ConnectionServices {
  readonly streams: Streams;
  readonly executions: Executions;
  readonly documents: Documents;
  readonly uploads: Uploads;
}

function registerCommands(own: Own, features: Features): void {
  const { streams, executions, documents, uploads, log } = features;
  const registry = own(new CommandRegistry(log));
  registerConnectionCommands(registry, features, {
    unfinishedUploads: (connectionId) => uploads.unfinishedCount(connectionId),
    resumeRefused: (connectionId) => uploads.resumeRefused(connectionId),
    endUploads: (connectionId) => uploads.end(connectionId),
    forgetDocuments: (connectionId) => documents.forget(connectionId),
  });
  streams.registerCommands(registry);
  executions.registerCommands(registry);
  registerDocuments(registry, features);
  uploads.registerCommands(registry);
}

function connectionServices(context: vscode.ExtensionContext, own: Own): ConnectionServices {
  const log = own(createLog('Domo Streams'));
  const store = own(new ConnectionStore(context.secrets, log));
  const memory = new ConnectionMemory(context.globalState);
  const sandbox = own(new SandboxHost(sandboxPlaces(context), log));
  const clients = own(new Clients(store, sandbox, log));
  return { store, clients, sandbox, memory, log };
}

/** Its data is kept per workspace, so that no two windows share it; a window without one starts afresh. */
function sandboxPlaces({
  extensionPath,
  storageUri,
  globalStorageUri,
}: vscode.ExtensionContext): SandboxPlaces {
  return {
    bundle: join(extensionPath, 'dist', 'sandbox.js'),
    data: storageUri && join(storageUri.fsPath, 'sandbox'),
    sampleFolder: join(globalStorageUri.fsPath, 'samples'),
  };
}
