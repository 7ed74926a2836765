import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { SingleFlight } from '../../base/singleFlight';
import type { JsonObject } from '../../domo/json';
import type { ConnectionStore } from '../connections/connectionStore';
import { isExpected } from '../ui/showError';
import { documentKey, documentScheme, parseDocumentPath, type DocumentAddress } from './address';
import type { DocumentStore } from './documentStore';
import type { DocumentWriter } from './documentWriter';
import type { RemoteBodies } from './remoteBody';
import { renderDocument } from './render';
import type { Templates } from './templates';

/** A document as it is shown to the editor. */
interface Entry {
  text: string;
  body: JsonObject | undefined;
  /** Moves only with the content, else clean editors would not reload or would reload for nothing. */
  modifiedMilliseconds: number;
  readMilliseconds: number;
}

/** The editor looks at a document several times in a row; one request serves them all. */
const freshMilliseconds = 2_000;

/**
 * Streams and executions as files. The address alone resolves a file, in a window that has never seen
 * it too. A failure is always thrown: content that could not be read or saved is never made up.
 */
export class StreamFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  readonly onDidChangeFile = this.#changed.event;
  readonly #entries = new Map<string, Entry>();
  readonly #loading = new SingleFlight<Entry>();
  /** What the server made of saved documents, until the editor knows that they are saved. */
  readonly #saved = new Map<string, JsonObject>();
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
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#adoptBase(document)),
    );
    this.#disposables.add(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#showSaved(uri)),
    );
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const address = parseDocumentPath(uri.path);
    if (!address) return directoryStat(uri);
    const { modifiedMilliseconds, text } = await this.#entry(uri, address);
    const isReadOnly = this.connections.get(address.connectionId).readOnly;
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: modifiedMilliseconds,
      size: Buffer.byteLength(text),
      ...(isReadOnly && { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const address = addressOf(uri);
    const entry = await this.#entry(uri, address);
    // While the document is dirty its text still comes from the former base.
    if (!isDirty(uri)) await this.#keepBase(address, entry);
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
      throw asShown(error);
    } finally {
      if (this.#writing.get(key) === settled) this.#writing.delete(key);
    }
  }

  /** Takes a body that was read elsewhere, and shows it where the document is open and clean. */
  show(uri: vscode.Uri, body: JsonObject, text = renderDocument(body)): void {
    const key = documentKey(addressOf(uri));
    const former = this.#entries.get(key);
    const isChanged = former?.text !== text;
    this.#entries.set(key, {
      text,
      body,
      modifiedMilliseconds: isChanged
        ? Math.max(Date.now(), (former?.modifiedMilliseconds ?? 0) + 1)
        : former.modifiedMilliseconds,
      readMilliseconds: Date.now(),
    });
    if (isChanged && former) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** Tells open editors that a document is gone. */
  forget(uri: vscode.Uri): void {
    this.#entries.delete(documentKey(addressOf(uri)));
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
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
    const written = await this.writer.write({ uri, address, text });
    // The editor takes what it wrote as saved; the server's form of it follows as a change of its own.
    this.#entries.set(documentKey(address), {
      ...entry,
      text,
      modifiedMilliseconds: Math.max(Date.now(), entry.modifiedMilliseconds + 1),
      readMilliseconds: Date.now(),
    });
    if (!written) return;
    // An editor that is still saving would not hear of a change.
    this.#saved.set(uri.toString(), written);
    if (!isDirty(uri)) this.#showSaved(uri);
  }

  #showSaved(uri: vscode.Uri): void {
    const body = this.#saved.get(uri.toString());
    this.#saved.delete(uri.toString());
    if (body) this.show(uri, body);
  }

  async #entry(uri: vscode.Uri, address: DocumentAddress): Promise<Entry> {
    const key = documentKey(address);
    const known = this.#entries.get(key);
    const isFresh = known && Date.now() - known.readMilliseconds < freshMilliseconds;
    // A dirty document's version must not move under it: the save compares on its own.
    if (known && (isFresh || address.type === 'new' || isDirty(uri))) return known;
    return this.#loading.run(key, async () => {
      const stored = await this.store.get(key);
      const { body, text } = await this.#load(address);
      this.show(uri, body, stored?.draft ?? text);
      return this.#entries.get(key) ?? unreachable();
    });
  }

  async #load(address: DocumentAddress): Promise<{ body: JsonObject; text: string }> {
    if (address.type === 'new') return this.templates.get(address);
    const { body } = await this.remote.read(address);
    return { body, text: renderDocument(body) };
  }

  async #keepBase(address: DocumentAddress, { body }: Entry): Promise<void> {
    if (address.type === 'new' || !body) return;
    const key = documentKey(address);
    const stored = await this.store.get(key);
    // A draft belongs to the base that it was written on.
    if (!stored?.draft && stored?.base !== body) await this.store.set(key, { base: body });
  }

  /** After a revert the document is clean and shows the server's text: that is its base from now on. */
  #adoptBase(document: vscode.TextDocument): void {
    if (document.uri.scheme !== documentScheme || document.isDirty) return;
    const address = parseDocumentPath(document.uri.path);
    const entry = address && this.#entries.get(documentKey(address));
    if (address && entry?.text === document.getText()) void this.#keepBase(address, entry);
  }
}

/** @throws FileSystemError where the path names no document */
function addressOf(uri: vscode.Uri): DocumentAddress {
  const address = parseDocumentPath(uri.path);
  if (!address) throw vscode.FileSystemError.FileNotFound(uri);
  return address;
}

/** The editor asks for the folders above a document too. */
function directoryStat(uri: vscode.Uri): vscode.FileStat {
  if (uri.path.endsWith('.json')) throw vscode.FileSystemError.FileNotFound(uri);
  return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
}

export function isDirty(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
}

function unreachable(): never {
  throw new Error('A document that was loaded is missing.');
}

/** The editor puts the error's name before its message, where it only gets in a person's way. */
function asShown(error: unknown): unknown {
  if (!isExpected(error)) return error;
  return Object.assign(new Error(error.message, { cause: error }), { name: '', kind: error.kind });
}
