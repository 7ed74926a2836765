import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from './base/disposable';
import { setLanguage } from './base/l10n';
import { EarlierVersions } from './documents/earlierVersions';
import { ConnectionMemory } from './connections/connectionMemory';
import { Clients } from './vscode/connections/clients';
import { Connections } from './vscode/connections/connections';
import { ConnectionStore } from './vscode/connections/connectionStore';
import { SandboxHost, type SandboxPlaces } from './vscode/connections/sandboxHost';
import type { ConnectionHooks, ConnectionServices } from './vscode/connections/services';
import { Documents } from './vscode/documents/documents';
import { registerDocuments } from './vscode/documents/registerDocuments';
import { Executions } from './vscode/executions/executions';
import { followFirstSteps } from './vscode/integrations/firstSteps';
import { registerLanguageTools } from './vscode/integrations/languageTools';
import { registerLinks } from './vscode/integrations/linkHandler';
import { registerUploadTasks } from './vscode/integrations/uploadTasks';
import { CommandRegistry } from './vscode/shell/commandRegistry';
import { Failures } from './vscode/shell/failures';
import { createLog } from './vscode/shell/log';
import { Settings, warnOfSetting } from './vscode/shell/settings';
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
  const services = connectionServices(context, own, (id) => connections.edit(id));
  const history = join(context.globalStorageUri.fsPath, 'history');
  const earlierVersions = new EarlierVersions(history);
  const streams = own(
    new Streams(context, services, restorableStreams(earlierVersions, services.log)),
  );
  const executions = own(
    new Executions(context, services, streams, (ids) => documents.openExecution(ids)),
  );
  const documents = own(new Documents(context, services, earlierVersions));
  const uploads = own(new Uploads(context, services, streams, executions, documents));
  const connections = new Connections(services, connectionHooks(uploads, documents));
  const features = { ...services, connections, streams, executions, documents, uploads };
  connect(own, features);
  shutDown = () => uploads.queue.shutDown();
  registerCommands(own, features);
  own(registerUploadTasks(features));
  own(registerLanguageTools(services));
  own(registerLinks(features));
}

/** The editor waits a little for this: time to leave running uploads to the next window. */
export async function deactivate(): Promise<void> {
  await shutDown?.();
}

type Own = <T extends Disposable>(part: T) => T;

interface Features extends ConnectionServices {
  readonly connections: Connections;
  readonly streams: Streams;
  readonly executions: Executions;
  readonly documents: Documents;
  readonly uploads: Uploads;
}

/** Has each feature hear what happens in others. */
function connect(own: Own, { streams, executions, documents, uploads }: Features): void {
  own(documents.writer.onDidSave((saved) => streams.tree.saved(saved)));
  own(documents.onDidChooseUpload((file) => uploads.uploadNew(file)));
  own(streams.onDidDelete((deleted) => documents.streamDeleted(deleted)));
  own(streams.onDidDrop(({ ids, uris }) => uploads.upload(ids, uris)));
  own(executions.onDidDelete((deleted) => documents.executionDeleted(deleted)));
  own(followFirstSteps(documents, uploads));
}

function connectionHooks(uploads: Uploads, documents: Documents): ConnectionHooks {
  return {
    unfinishedUploads: (connectionId) => uploads.unfinishedCount(connectionId),
    resumeRefused: (connectionId) => uploads.resumeRefused(connectionId),
    endUploads: (connectionId) => uploads.end(connectionId),
    forgetDocuments: (connectionId) => documents.forget(connectionId),
  };
}

function restorableStreams(
  earlierVersions: EarlierVersions,
  log: vscode.LogOutputChannel,
): ConstructorParameters<typeof Streams>[2] {
  return {
    read: (connectionId) =>
      earlierVersions.read(connectionId).catch((error: unknown) => {
        log.warn(`Earlier versions can't be read: ${String(error)}`);
      }),
    has: (ids) => earlierVersions.has({ type: 'stream', ...ids }),
  };
}

function registerCommands(own: Own, features: Features): void {
  const { connections, streams, executions, uploads, log, failures } = features;
  const registry = own(new CommandRegistry(log, failures));
  connections.registerCommands(registry);
  streams.registerCommands(registry);
  executions.registerCommands(registry);
  registerDocuments(registry, features);
  uploads.registerCommands(registry);
}

function connectionServices(
  context: vscode.ExtensionContext,
  own: Own,
  editConnection: (connectionId: string) => Promise<void>,
): ConnectionServices {
  const log = own(createLog('Domo Streams'));
  const settings = new Settings((name, problem) => warnOfSetting(log, name, problem));
  const failures = new Failures(log, editConnection);
  const store = own(new ConnectionStore(context.secrets, log));
  const memory = new ConnectionMemory(context.globalState);
  const sandbox = own(new SandboxHost(sandboxPlaces(context), log));
  const clients = own(new Clients(store, sandbox, settings, log));
  return { store, clients, sandbox, memory, settings, failures, log };
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
