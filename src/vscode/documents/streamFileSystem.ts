import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { KeyedQueue } from '../../base/keyedQueue';
import { SingleFlight } from '../../base/singleFlight';
import type { JsonObject } from '../../base/json';
import { assertTakesChanges } from '../connections/access';
import type { ConnectionStore } from '../connections/connectionStore';
import { isExpected } from '../../base/errorTexts';
import {
  documentKey,
  documentScheme,
  parseDocumentPath,
  type DocumentRef,
} from '../../documents/documentPath';
import type { DocumentWriter, WriteOutcome, WriteRequest } from './documentWriter';
import type { Drafts } from './drafts';
import { refOf, directoryStat, forReader, refuse, throwForWriter } from './fileErrors';
import type { SchemaFiles } from './guidance/schemaFiles';
import type { NewDocuments } from './newStreams/newDocuments';
import type { RemoteBodies } from '../../documents/remoteBodies';
import { renderDocument } from '../../documents/render';
import { goneError } from '../../documents/saveErrors';
import type { OpenDocument, ShownText } from './openDocument';
import { isShowing, versionForUnsaved, versionOf, type OpenDocuments } from './openDocuments';
import { asRead, asWritten } from './textEncoding';
import { refIn, tabOf } from './uris';
import { readFreshMilliseconds } from '../../base/policies';

interface FileSystemParts {
  readonly connections: ConnectionStore;
  readonly remote: RemoteBodies;
  readonly documents: OpenDocuments;
  readonly drafts: Drafts;
  readonly newDocuments: NewDocuments;
  readonly writer: DocumentWriter;
  readonly schemas: SchemaFiles;
}

/**
 * Streams and executions as files. The address alone resolves a file, in a window that has never seen
 * it too. A failure is always thrown: content that could not be read or saved is never made up.
 */
export class StreamFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>;
  readonly #written = this.#disposables.add(new vscode.EventEmitter<WriteOutcome>());
  /** Fires when a write has ended, well or not. */
  readonly onDidWrite = this.#written.event;
  readonly #loading = new SingleFlight<ShownText>();
  /** Writes of one document, one after the other. */
  readonly #writing = new KeyedQueue();

  readonly stat = forReader((uri) => this.#stat(uri));
  readonly readFile = forReader((uri) => this.#readFile(uri));
  readonly createDirectory = refuse;
  readonly rename = refuse;
  readonly delete = refuse;
  readonly readDirectory = (): [string, vscode.FileType][] => [];

  constructor(private readonly parts: FileSystemParts) {
    const own = this.#disposables;
    this.onDidChangeFile = parts.documents.onDidChangeFile;
    own.add(vscode.workspace.onDidGrantWorkspaceTrust(() => parts.documents.lookAgain()));
    own.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#onShown(document)));
    own.add(vscode.workspace.onDidSaveTextDocument((document) => this.#onSaved(document)));
  }

  async #stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const ref = refIn(uri);
    if (!ref) return this.parts.schemas.stat(uri) ?? directoryStat(uri);
    const document = this.parts.documents.get(uri);
    const shown = await this.#shown(document, ref);
    // The editor must not take a newer version for a conflict: saving compares on its own.
    const version = document.hasUnsavedChanges
      ? versionForUnsaved(document, shown)
      : versionOf(shown);
    const isReadOnly = this.parts.connections.get(ref.connectionId).readOnly;
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: version.modifiedMilliseconds,
      size: version.size,
      ...(isReadOnly && { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async #readFile(uri: vscode.Uri): Promise<Uint8Array> {
    if (this.parts.schemas.has(uri)) return asRead(uri, await this.parts.schemas.read(uri));
    const ref = refOf(uri);
    const document = this.parts.documents.get(uri);
    const shown = await this.#shown(document, ref);
    const tab = tabOf(uri);
    if (document.hasUnsavedChanges) await this.#renew(document, shown, ref);
    // An open document may drop what it reads, where one types meanwhile: it tells when it has taken it.
    if (!tab || isShowing(tab, shown)) await this.#adopt(document, shown, ref);
    return asRead(uri, Buffer.from(shown.text));
  }

  /** Saves; anything but success is thrown, so that the tab stays dirty. */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const ref = refOf(uri);
    try {
      const text = asWritten(content);
      // Now, and not after the writes before: by then the editor may have announced another save.
      const document = this.parts.documents.get(uri);
      const reason = document.takeReason(text);
      const { call } = document;
      const body = await this.#writing.run(documentKey(ref), () =>
        document.saving(() => this.#write({ document, ref, text, reason, call })),
      );
      this.#written.fire({ uri, body });
    } catch (failure) {
      const error = goneError(ref, failure);
      this.#written.fire({ uri, error: error instanceof Error ? error : new Error(String(error)) });
      throwForWriter(error);
    }
  }

  /** Tells open editors that a document is gone, under whatever label they show it. */
  forget(uri: vscode.Uri): void {
    this.parts.documents.forget(uri);
  }

  forgetConnection(connectionId: string): void {
    this.parts.documents.forgetConnection(connectionId);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Throws a draft away and shows what Domo has; what was typed on top of it goes too. */
  async discardDraft(uri: vscode.Uri): Promise<void> {
    const ref = refOf(uri);
    // First, so that nothing is thrown away that can't be replaced.
    const { body, text } = await this.#load(uri, ref);
    const { documents, drafts } = this.parts;
    const document = documents.get(uri);
    await drafts.discard(document);
    documents.show(document, body, text);
    if (!document.hasUnsavedChanges) return;
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }

  async #write(request: Omit<WriteRequest, 'besideTab'>): Promise<JsonObject | undefined> {
    const { document, ref, text, reason } = request;
    const { connections, documents, writer } = this.parts;
    assertTakesChanges(connections.get(ref.connectionId));
    const shown = await this.#shown(document, ref);
    document.savedBody = undefined;
    const isBesideTab = reason === undefined && document.hasUnsavedChanges;
    const besideTab = isBesideTab ? { base: shown.body } : undefined;
    const written = await writer.write({ ...request, besideTab });
    if (!besideTab) documents.wrote(document, text, written ?? shown.body);
    if (!written) return undefined;
    // The editor takes what it wrote as saved; the server's form of it follows as a change of its own.
    if (reason === undefined) documents.showEverywhere(document, written);
    else document.savedBody = written;
    return written;
  }

  /** An editor that is still saving does not hear of a change: it is told once it has saved. */
  #onSaved(tab: vscode.TextDocument): void {
    const document = this.parts.documents.find(tab.uri);
    document?.noteSaved(tab);
    const body = document?.savedBody;
    if (!body) return;
    document.savedBody = undefined;
    this.parts.documents.showEverywhere(document, body);
  }

  async #shown(document: OpenDocument, ref: DocumentRef): Promise<ShownText> {
    const { shown: known } = document;
    const isFresh = known && Date.now() - known.readMilliseconds < readFreshMilliseconds;
    // A dirty document's version must not move under it: the save compares on its own.
    if (known && (isFresh || ref.type === 'new' || document.hasUnsavedChanges)) return known;
    return this.#loading.run(document.key, async () => {
      const stored = await document.stored();
      const { body, text } = await this.#load(document.uri, ref);
      return this.parts.documents.show(document, body, stored?.draft ?? text);
    });
  }

  /**
   * A revert reads while the document is still dirty: it gets what the server has now, behind the
   * version that the editor knows. Where that fails it gets what was shown, as the editor would else
   * take the typed text for reverted.
   */
  async #renew(document: OpenDocument, shown: ShownText, ref: DocumentRef): Promise<void> {
    if (ref.type === 'new') return;
    try {
      const stored = await document.stored();
      const { body, text } = await this.#load(document.uri, ref);
      Object.assign(shown, { body, text: stored?.draft ?? text, readMilliseconds: Date.now() });
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  }

  async #load(uri: vscode.Uri, ref: DocumentRef): Promise<{ body: JsonObject; text: string }> {
    if (ref.type === 'new') return { body: {}, text: await this.parts.newDocuments.textOf(uri) };
    const { body } = await this.parts.remote.read(ref);
    return { body, text: renderDocument(body) };
  }

  /** A document that is clean, after a load, a save or a revert, shows the server's text. */
  #onShown(tab: vscode.TextDocument): void {
    if (tab.uri.scheme !== documentScheme) return;
    const ref = parseDocumentPath(tab.uri.path);
    const document = this.parts.documents.find(tab.uri);
    const shown = document?.shown;
    if (!ref || !shown || !isShowing(tab, shown)) return;
    document.noteShown();
    void this.#adopt(document, shown, ref);
  }

  /** What is shown is what the next changes are made on. */
  async #adopt(document: OpenDocument, shown: ShownText, ref: DocumentRef): Promise<void> {
    document.known = versionOf(shown);
    const { body } = shown;
    if (ref.type === 'new' || !body) return;
    const stored = await document.stored();
    // A draft belongs to the base that it was written on.
    if (!stored?.draft && stored?.base !== body) await document.keep({ base: body });
  }
}
