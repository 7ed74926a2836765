import { join } from 'node:path';
import * as vscode from 'vscode';
import { registerCommands } from './vscode/commands';
import { Clients } from './vscode/connections/clients';
import { followFirstSteps } from './vscode/integrations/firstSteps';
import type { Services } from './vscode/connections/services';
import { showUploads } from './vscode/uploads/showInTree';
import { ConnectionMemory } from './vscode/connections/connectionMemory';
import { ConnectionStore } from './vscode/connections/connectionStore';
import { SandboxHost, type SandboxPlaces } from './vscode/connections/sandboxHost';
import { Documents } from './vscode/documents/documents';
import { registerLanguageTools } from './vscode/integrations/languageTools';
import { registerLinks } from './vscode/integrations/linkHandler';
import { registerUploadTasks } from './vscode/integrations/uploadTasks';
import { Pages } from './vscode/executions/executionPanels';
import { setLanguage } from './base/l10n';
import { fileEncoding } from './vscode/uploads/fileEncoding';
import { StreamsTree, type TreePlaces } from './vscode/streams/streamsTree';
import { createLog } from './vscode/shell/log';
import { UploadKeeper } from './vscode/uploads/takeUpUploads';
import { UploadLedger } from './uploads/queue/uploadLedger';
import { UploadFiles, type UploadPlaces } from './uploads/queue/uploadFiles';
import { UploadManager } from './uploads/queue/uploadQueue';
import { UploadsTree } from './vscode/uploads/uploadsView';
import { readUploadSettings } from './vscode/uploads/uploadSettings';
import { warn } from './vscode/shell/notify';
import { UploadStatus } from './vscode/uploads/uploadStatusBar';
import { UploadTargets } from './vscode/uploads/uploadRoutes';

/** What `deactivate` has to wait for: the editor hands it nothing. */
let shutDown: (() => Promise<void>) | undefined;

/** Puts the parts together. Nothing here asks the network or the user. */
export function activate(context: vscode.ExtensionContext): void {
  setLanguage(vscode.env.language, vscode.l10n.bundle);
  const own: Own = (part) => {
    context.subscriptions.push(part);
    return part;
  };
  const base = composeConnections(context, own);
  const documents = own(new Documents(context, base));
  const tree = own(new StreamsTree(base.store, base.clients, treePlaces(context), base.log));
  const pages = own(new Pages(context.extensionUri, base.log));
  own(documents.writer.onDidSave((saved) => tree.saved(saved)));

  const targets = new UploadTargets(base.clients, base.memory);
  const ledger = new UploadLedger(join(context.globalStorageUri.fsPath, 'uploads'));
  const places = uploadPlaces(context);
  const files = new UploadFiles(places, fileEncoding);
  const uploads = own(
    new UploadManager({
      targets,
      ledger,
      files,
      log: base.log,
      warn,
      settings: readUploadSettings,
    }),
  );
  own(new UploadKeeper(uploads, ledger, places.conversionFolder, base.log));
  own(new UploadsTree(uploads));
  own(new UploadStatus(uploads));
  own(showUploads(uploads, tree));
  own(followFirstSteps(documents, uploads));
  shutDown = () => uploads.shutDown();

  const services = { ...base, tree, pages, documents, uploads, targets };
  own(registerCommands(services));
  own(registerUploadTasks(services));
  own(registerLanguageTools(services));
  own(registerLinks(services));
}

/** The editor waits a little for this: time to leave running uploads to the next window. */
export async function deactivate(): Promise<void> {
  await shutDown?.();
}

type Own = <T extends vscode.Disposable>(part: T) => T;
type Base = Pick<Services, 'store' | 'clients' | 'sandbox' | 'memory' | 'log'>;

function composeConnections(context: vscode.ExtensionContext, own: Own): Base {
  const log = own(createLog('Domo Streams'));
  const store = own(new ConnectionStore(context.secrets, log));
  const memory = new ConnectionMemory(context.globalState);
  const sandbox = own(new SandboxHost(sandboxPlaces(context), log));
  const clients = own(new Clients(store, sandbox, log));
  return { store, clients, sandbox, memory, log };
}

function treePlaces({ extensionUri, globalStorageUri }: vscode.ExtensionContext): TreePlaces {
  return {
    media: vscode.Uri.joinPath(extensionUri, 'media'),
    dropFolder: join(globalStorageUri.fsPath, 'dropped'),
  };
}

function uploadPlaces({ extensionPath, globalStorageUri }: vscode.ExtensionContext): UploadPlaces {
  return {
    fileWorkerFile: join(extensionPath, 'dist', 'fileWorker.js'),
    conversionFolder: join(globalStorageUri.fsPath, 'converted'),
  };
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
