import { join } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { documentScheme } from '../../documents/documentPath';
import { DocumentFiles } from '../../documents/documentFiles';
import { DocumentWriter } from './documentWriter';
import { Drafts } from './drafts';
import { DocumentMarks } from './guidance/documentMarks';
import { FieldHovers } from './guidance/fieldHovers';
import { FixedFields } from './guidance/fixedFields';
import { QuickFixes } from './guidance/quickFixes';
import { SchemaFiles } from './guidance/schemaFiles';
import type { EarlierVersions } from '../../documents/earlierVersions';
import { NewStreams } from './newStreams/newStreams';
import { NewDocuments } from './newStreams/newDocuments';
import { Previews } from './previews';
import { OpenDocuments } from './openDocuments';
import { ReadOnlyTexts } from './readOnlyTexts';
import { RemoteBodies } from '../../documents/remoteBodies';
import { SaveQuestions } from './saveQuestions';
import { StreamFileSystem } from './streamFileSystem';
import { executionUri, streamUri } from './uris';
import type { JsonObject } from '../../base/json';
import type { DeletedStream } from '../streams/streams';
import type { ConnectionServices } from '../connections/services';
import type { ExecutionIds, StreamIds } from '../../connections/ids';
import type { SaveCall } from './openDocument';
import { RestorableDocuments } from './restorableDocuments';

/** The parts of documents that commands work with, and what the editor asks. */
export class Documents implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #store: DocumentFiles;
  readonly #documents: OpenDocuments;
  readonly #remote: RemoteBodies;
  readonly drafts: Drafts;
  readonly texts = this.#disposables.add(new ReadOnlyTexts());
  readonly previews: Previews;
  readonly newDocuments: NewDocuments;
  readonly writer: DocumentWriter;
  readonly fileSystem: StreamFileSystem;
  readonly #newStreams: NewStreams;

  constructor(
    context: vscode.ExtensionContext,
    private readonly services: ConnectionServices,
    readonly earlierVersions: EarlierVersions,
  ) {
    const { globalStorageUri, extensionUri } = context;
    // Unsaved tabs come back in their own workspace: another window's saves don't move what they are based on.
    const { fsPath } = context.storageUri ?? globalStorageUri;
    const store = new DocumentFiles(join(fsPath, 'documents'), services.log);
    const remote = new RemoteBodies(services.clients);
    const documents = this.#disposables.add(new OpenDocuments(store));
    this.#store = store;
    this.#documents = documents;
    this.#remote = remote;
    this.drafts = this.#disposables.add(new Drafts(documents));
    this.previews = new Previews(remote, documents, this.texts);
    this.newDocuments = new NewDocuments(documents);
    this.writer = this.#disposables.add(this.#createWriter(services));
    const schemas = new SchemaFiles(vscode.Uri.joinPath(extensionUri, 'media', 'schemas'));
    const { drafts, newDocuments, writer } = this;
    const parts = { connections: services.store, remote, documents, drafts, newDocuments };
    this.fileSystem = this.#disposables.add(new StreamFileSystem({ ...parts, writer, schemas }));
    this.#newStreams = this.#disposables.add(new NewStreams(this.writer, services.failures));
    this.#register(services.log);
  }

  /** Fires when a person chooses to upload the file that a new stream was made from. */
  get onDidChooseUpload(): NewStreams['onDidChooseUpload'] {
    return this.#newStreams.onDidChooseUpload;
  }

  /** Opens a stream as a document. @returns its JSON @throws DomoError */
  async openStream(
    { connectionId, streamId }: StreamIds,
    options?: vscode.TextDocumentShowOptions,
  ): Promise<JsonObject> {
    const client = await this.services.clients.get(connectionId);
    const stream = await client.streams.get(streamId, { oddToo: true });
    await vscode.window.showTextDocument(streamUri(connectionId, streamId, stream.name), options);
    return stream.raw;
  }

  /** Opens an execution as a document. @returns its JSON @throws DomoError */
  async openExecution(
    { connectionId, streamId, executionId }: ExecutionIds,
    options?: vscode.TextDocumentShowOptions,
  ): Promise<JsonObject> {
    const client = await this.services.clients.get(connectionId);
    const execution = await client.executions.get(streamId, executionId, { oddToo: true });
    await vscode.window.showTextDocument(
      executionUri(connectionId, streamId, executionId),
      options,
    );
    return execution.raw;
  }

  /** Marks a document as saved by a call, so that nobody is asked. @returns ends that */
  beginCall(uri: vscode.Uri, call: SaveCall): () => void {
    const document = this.#documents.get(uri);
    document.call = call;
    return () => {
      if (document.call === call) document.call = undefined;
    };
  }

  /** Tells open editors that a stream was deleted. */
  streamDeleted({ connectionId, streamId, name }: DeletedStream): void {
    this.fileSystem.forget(streamUri(connectionId, streamId, name));
  }

  /** Tells open editors that an execution was deleted. */
  executionDeleted({ connectionId, streamId, executionId }: ExecutionIds): void {
    this.fileSystem.forget(executionUri(connectionId, streamId, executionId));
  }

  /** Forgets what is kept of a connection's documents on this machine: bases, drafts and earlier versions. */
  async forget(connectionId: string): Promise<void> {
    this.fileSystem.forgetConnection(connectionId);
    await this.#store.forget(connectionId);
    await this.earlierVersions.forget(connectionId);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #createWriter({ store: connections, memory, log }: ConnectionServices): DocumentWriter {
    return new DocumentWriter({
      log,
      remote: this.#remote,
      drafts: this.drafts,
      earlierVersions: this.earlierVersions,
      questions: new SaveQuestions(connections, memory, this.texts),
      configurationKey: memory,
    });
  }

  #register(log: vscode.LogOutputChannel): void {
    const own = this.#disposables;
    const options = { isCaseSensitive: true };
    own.add(vscode.workspace.registerFileSystemProvider(documentScheme, this.fileSystem, options));
    own.add(new RestorableDocuments(this.earlierVersions, this.writer, log));
    const diagnostics = new DocumentMarks(this.#documents, this.#remote, this.writer, log);
    own.add(diagnostics);
    own.add(new QuickFixes(this.#documents, diagnostics));
    own.add(new FieldHovers());
    own.add(new FixedFields(this.#remote));
  }
}
