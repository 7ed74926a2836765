import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { SingleFlight } from '../../base/singleFlight';
import type { JsonObject } from '../../domo/json';
import type { ConnectionStore } from '../connections/connectionStore';
import { isExpected } from '../ui/showError';
import { documentKey, documentScheme, parseDocumentPath, type DocumentAddress } from './address';
import { addressOf, throwForReader, throwForWriter } from './fileErrors';
import { ShownDocuments, versionOf, type ShownDocument } from './shownDocuments';
import type { DocumentStore } from './documentStore';
import type { DocumentWriter } from './documentWriter';
import type { RemoteBodies } from './remoteBody';
import { renderDocument } from './render';
import type { Templates } from './templates';

/** The editor looks at a document several times in a row; one request serves them all. */
const freshMilliseconds = 2_000;

/**
 * Streams and executions as files. The address alone resolves a file, in a window that has never seen
 * it too. A failure is always thrown: content that could not be read or saved is never made up.
 */
export class StreamFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #shown = this.#disposables.add(new ShownDocuments());
  readonly onDidChangeFile = this.#shown.onDidChangeFile;
  readonly #loading = new SingleFlight<ShownDocument>();
  /** What the server made of saved documents, until the editor knows that they are saved. */
  readonly #saved = new Map<string, JsonObject>();
  /** Why the editor is about to save; the file system interface does not say. */
  readonly #reasons = new Map<string, vscode.TextDocumentSaveReason>();
  /** Writes of one document, one after the other. */
  readonly #writing = new Map<string, Promise<void>>();

  constructor(
    private readonly connections: ConnectionStore,
    private readonly remote: RemoteBodies,
    private readonly store: DocumentStore,
    private readonly templates: Templates,
    private readonly writer: DocumentWriter,
  ) {
    this.#disposables.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#onShown(document)),
    );
    this.#disposables.add(
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (document.uri.scheme === documentScheme)
          this.#reasons.set(document.uri.toString(), reason);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidSaveTextDocument((document) => this.#onSaved(document)),
    );
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const address = parseDocumentPath(uri.path);
    if (!address) return directoryStat(uri);
    const entry = await this.#entry(uri, address).catch(throwForReader);
    // The editor must not take a newer version for a conflict: saving compares on its own.
    const version = (isDirty(uri) ? entry.known : undefined) ?? versionOf(entry);
    const isReadOnly = this.connections.get(address.connectionId).readOnly;
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: version.modifiedMilliseconds,
      size: version.size,
      ...(isReadOnly && { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const address = addressOf(uri);
    const entry = await this.#entry(uri, address).catch(throwForReader);
    const document = findDocument(uri);
    if (document?.isDirty) await this.#renew(entry, address);
    // An open document may drop what it reads, where one types meanwhile: it tells when it has taken it.
    if (!document || isShowing(document, entry)) await this.#adopt(address, entry);
    return Buffer.from(entry.text);
  }

  /** Saves; anything but success is thrown, so that the tab stays dirty. */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const address = addressOf(uri);
    const key = documentKey(address);
    const before = this.#writing.get(key) ?? Promise.resolve();
    const written = before.then(() =>
      this.#write(uri, address, Buffer.from(content).toString('utf8')),
    );
    const settled = written.catch(() => undefined);
    this.#writing.set(key, settled);
    try {
      await written;
    } catch (error) {
      throwForWriter(error);
    } finally {
      if (this.#writing.get(key) === settled) this.#writing.delete(key);
    }
  }

  /** Tells open editors that a document is gone, under whatever label they show it. */
  forget(uri: vscode.Uri): void {
    this.#shown.forget(uri);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #write(uri: vscode.Uri, address: DocumentAddress, text: string): Promise<void> {
    if (this.connections.get(address.connectionId).readOnly)
      throw vscode.FileSystemError.NoPermissions(
        'This connection is read-only. Edit it to allow changes.',
      );
    const entry = await this.#entry(uri, address);
    const key = uri.toString();
    const reason = this.#reasons.get(key);
    this.#reasons.delete(key);
    this.#saved.delete(key);
    const besideTab = reason === undefined && isDirty(uri) ? { base: entry.body } : undefined;
    const written = await this.writer.write({ uri, address, text, reason, besideTab });
    if (!besideTab) this.#shown.wrote(entry, text, written);
    if (!written) return;
    // The editor takes what it wrote as saved; the server's form of it follows as a change of its own.
    if (reason === undefined) this.#showEverywhere(uri, written);
    else this.#saved.set(key, written);
  }

  /** An editor that is still saving does not hear of a change: it is told once it has saved. */
  #onSaved({ uri }: vscode.TextDocument): void {
    const body = this.#saved.get(uri.toString());
    if (!body) return;
    this.#saved.delete(uri.toString());
    this.#showEverywhere(uri, body);
  }

  /** Another label is another tab; one with unsaved changes keeps the base that they were made on. */
  #showEverywhere(uri: vscode.Uri, body: JsonObject): void {
    this.#shown.show(uri, body);
    for (const other of this.#shown.sameAs(uri))
      if (!isDirty(other.uri)) this.#shown.show(other.uri, body);
  }

  async #entry(uri: vscode.Uri, address: DocumentAddress): Promise<ShownDocument> {
    const key = uri.toString();
    const known = this.#shown.get(uri);
    const isFresh = known && Date.now() - known.readMilliseconds < freshMilliseconds;
    // A dirty document's version must not move under it: the save compares on its own.
    if (known && (isFresh || address.type === 'new' || isDirty(uri))) return known;
    return this.#loading.run(key, async () => {
      const stored = await this.store.get(key);
      const { body, text } = await this.#load(address);
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
      const stored = await this.store.get(entry.uri.toString());
      const { body, text } = await this.#load(address);
      Object.assign(entry, { body, text: stored?.draft ?? text, readMilliseconds: Date.now() });
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  }

  async #load(address: DocumentAddress): Promise<{ body: JsonObject; text: string }> {
    if (address.type === 'new') return this.templates.get(address);
    const { body } = await this.remote.read(address);
    return { body, text: renderDocument(body) };
  }

  /** A document that is clean, after a load, a save or a revert, shows the server's text. */
  #onShown(document: vscode.TextDocument): void {
    if (document.uri.scheme !== documentScheme) return;
    const address = parseDocumentPath(document.uri.path);
    const entry = this.#shown.get(document.uri);
    if (address && entry && isShowing(document, entry)) void this.#adopt(address, entry);
  }

  /** What is shown is what the next changes are made on. */
  async #adopt(address: DocumentAddress, entry: ShownDocument): Promise<void> {
    entry.known = versionOf(entry);
    const { uri, body } = entry;
    if (address.type === 'new' || !body) return;
    const key = uri.toString();
    const stored = await this.store.get(key);
    // A draft belongs to the base that it was written on.
    if (!stored?.draft && stored?.base !== body) await this.store.set(key, { base: body });
  }
}

/** The editor asks for the folders above a document too. */
function directoryStat(uri: vscode.Uri): vscode.FileStat {
  if (uri.path.endsWith('.json')) throw vscode.FileSystemError.FileNotFound(uri);
  return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
}

function findDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const text = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === text);
}

function isDirty(uri: vscode.Uri): boolean {
  return findDocument(uri)?.isDirty ?? false;
}

function isShowing(document: vscode.TextDocument, { text }: ShownDocument): boolean {
  return !document.isDirty && document.getText() === text;
}
