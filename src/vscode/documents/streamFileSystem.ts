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
  type DocumentAddress,
} from '../../documents/documentPath';
import type { DocumentStore } from '../../documents/documentStore';
import type { DocumentWriter, WriteOutcome } from './documentWriter';
import type { Drafts } from './drafts';
import { addressOf, directoryStat, forReader, refuse, throwForWriter } from './fileErrors';
import type { SchemaFiles } from './guidance/schemaFiles';
import type { Templates } from './newStreams/newDocuments';
import type { RemoteBodies } from '../../documents/remoteBodies';
import { renderDocument } from '../../documents/render';
import { SaveReasons } from './saveReasons';
import { goneError } from '../../documents/saveErrors';
import {
  isShowing,
  ShownDocuments,
  versionForUnsaved,
  versionOf,
  type ShownDocument,
} from './shownDocuments';
import { asRead, asWritten } from './textEncoding';
import { UnsavedTabs } from './unsavedTabs';
import { addressIn, openDocument } from './uris';
import { readFreshMilliseconds } from '../../base/policies';

interface FileSystemParts {
  readonly connections: ConnectionStore;
  readonly remote: RemoteBodies;
  readonly store: DocumentStore;
  readonly drafts: Drafts;
  readonly templates: Templates;
  readonly writer: DocumentWriter;
  readonly schemas: SchemaFiles;
}

/**
 * Streams and executions as files. The address alone resolves a file, in a window that has never seen
 * it too. A failure is always thrown: content that could not be read or saved is never made up.
 */
export class StreamFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #shown = this.#disposables.add(new ShownDocuments());
  readonly onDidChangeFile = this.#shown.onDidChangeFile;
  readonly #written = this.#disposables.add(new vscode.EventEmitter<WriteOutcome>());
  /** Fires when a write has ended, well or not. */
  readonly onDidWrite = this.#written.event;
  readonly #loading = new SingleFlight<ShownDocument>();
  /** What the server made of saved documents, until the editor knows that they are saved. */
  readonly #saved = new Map<string, JsonObject>();
  readonly #unsaved = this.#disposables.add(new UnsavedTabs());
  readonly #reasons = this.#disposables.add(new SaveReasons());
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
    own.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#shown.lookAgain()));
    own.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#onShown(document)));
    own.add(vscode.workspace.onDidSaveTextDocument((document) => this.#onSaved(document)));
  }

  async #stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const address = addressIn(uri);
    if (!address) return this.parts.schemas.stat(uri) ?? directoryStat(uri);
    const entry = await this.#entry(uri, address);
    // The editor must not take a newer version for a conflict: saving compares on its own.
    const version = this.#unsaved.has(uri) ? versionForUnsaved(entry) : versionOf(entry);
    const isReadOnly = this.parts.connections.get(address.connectionId).readOnly;
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
    const address = addressOf(uri);
    const entry = await this.#entry(uri, address);
    const document = openDocument(uri);
    if (this.#unsaved.has(uri)) await this.#renew(entry, address);
    // An open document may drop what it reads, where one types meanwhile: it tells when it has taken it.
    if (!document || isShowing(document, entry)) await this.#adopt(address, entry);
    return asRead(uri, Buffer.from(entry.text));
  }

  /** Saves; anything but success is thrown, so that the tab stays dirty. */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const address = addressOf(uri);
    try {
      const text = asWritten(content);
      // Now, and not after the writes before: by then the editor may have announced another save.
      const reason = this.#reasons.take(openDocument(uri), text);
      const write = (): Promise<JsonObject | undefined> => this.#write(uri, address, text, reason);
      const body = await this.#writing.run(documentKey(address), write);
      this.#written.fire({ uri, body });
    } catch (failure) {
      const error = goneError(address, failure);
      this.#written.fire({ uri, error: error instanceof Error ? error : new Error(String(error)) });
      throwForWriter(error);
    }
  }

  /** Tells open editors that a document is gone, under whatever label they show it. */
  forget(uri: vscode.Uri): void {
    this.#shown.forget(uri);
  }

  forgetConnection(connectionId: string): void {
    this.#shown.forgetConnection(connectionId);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Throws a draft away and shows what Domo has; what was typed on top of it goes too. */
  async discardDraft(uri: vscode.Uri): Promise<void> {
    const address = addressOf(uri);
    // First, so that nothing is thrown away that can't be replaced.
    const { body, text } = await this.#load(uri, address);
    await this.parts.drafts.discard(uri);
    this.#shown.show(uri, body, text);
    if (!this.#unsaved.has(uri)) return;
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }

  async #write(
    uri: vscode.Uri,
    address: DocumentAddress,
    text: string,
    reason: vscode.TextDocumentSaveReason | undefined,
  ): Promise<JsonObject | undefined> {
    assertTakesChanges(this.parts.connections.get(address.connectionId));
    const entry = await this.#entry(uri, address);
    const key = uri.toString();
    this.#saved.delete(key);
    const besideTab =
      reason === undefined && this.#unsaved.has(uri) ? { base: entry.body } : undefined;
    const written = await this.parts.writer.write({ uri, address, text, reason, besideTab });
    if (!besideTab) this.#shown.wrote(entry, text, written);
    if (!written) return undefined;
    // The editor takes what it wrote as saved; the server's form of it follows as a change of its own.
    if (reason === undefined) this.#showEverywhere(uri, written);
    else this.#saved.set(key, written);
    return written;
  }

  /** An editor that is still saving does not hear of a change: it is told once it has saved. */
  #onSaved(document: vscode.TextDocument): void {
    const { uri } = document;
    this.#unsaved.saved(document, this.#shown.get(uri)?.text);
    const body = this.#saved.get(uri.toString());
    if (!body) return;
    this.#saved.delete(uri.toString());
    this.#showEverywhere(uri, body);
  }

  /** Another label is another tab; one with unsaved changes keeps the base that they were made on. */
  #showEverywhere(uri: vscode.Uri, body: JsonObject): void {
    this.#shown.show(uri, body);
    for (const other of this.#shown.sameAs(uri))
      if (!this.#unsaved.has(other.uri)) this.#shown.show(other.uri, body);
  }

  async #entry(uri: vscode.Uri, address: DocumentAddress): Promise<ShownDocument> {
    const key = uri.toString();
    const known = this.#shown.get(uri);
    const isFresh = known && Date.now() - known.readMilliseconds < readFreshMilliseconds;
    // A dirty document's version must not move under it: the save compares on its own.
    if (known && (isFresh || address.type === 'new' || this.#unsaved.has(uri))) return known;
    return this.#loading.run(key, async () => {
      const stored = await this.parts.store.get(key);
      const { body, text } = await this.#load(uri, address);
      return this.#shown.show(uri, body, stored?.draft ?? text);
    });
  }

  /**
   * A revert reads while the document is still dirty: it gets what the server has now, behind the
   * version that the editor knows. Where that fails it gets what was shown, as the editor would else
   * take the typed text for reverted.
   */
  async #renew(entry: ShownDocument, address: DocumentAddress): Promise<void> {
    if (address.type === 'new') return;
    try {
      const stored = await this.parts.store.get(entry.uri.toString());
      const { body, text } = await this.#load(entry.uri, address);
      Object.assign(entry, { body, text: stored?.draft ?? text, readMilliseconds: Date.now() });
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  }

  async #load(
    uri: vscode.Uri,
    address: DocumentAddress,
  ): Promise<{ body: JsonObject; text: string }> {
    if (address.type === 'new') return { body: {}, text: await this.parts.templates.textOf(uri) };
    const { body } = await this.parts.remote.read(address);
    return { body, text: renderDocument(body) };
  }

  /** A document that is clean, after a load, a save or a revert, shows the server's text. */
  #onShown(document: vscode.TextDocument): void {
    if (document.uri.scheme !== documentScheme) return;
    const address = parseDocumentPath(document.uri.path);
    const entry = this.#shown.get(document.uri);
    if (!address || !entry || !isShowing(document, entry)) return;
    this.#unsaved.shown(document);
    void this.#adopt(address, entry);
  }

  /** What is shown is what the next changes are made on. */
  async #adopt(address: DocumentAddress, entry: ShownDocument): Promise<void> {
    entry.known = versionOf(entry);
    const { uri, body } = entry;
    if (address.type === 'new' || !body) return;
    const key = uri.toString();
    const { store } = this.parts;
    const stored = await store.get(key);
    // A draft belongs to the base that it was written on.
    if (!stored?.draft && stored?.base !== body) await store.set(key, { base: body });
  }
}
