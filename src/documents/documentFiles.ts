import type { StreamIds } from '../connections/ids';
import { join } from 'node:path';
import {
  fileNameFor,
  listIfThere,
  readIfThere,
  removeFile,
  removeFolder,
  renameFile,
  statIfThere,
  writeWhole,
} from '../base/files';
import { Limiter } from '../base/limit';
import type { Log } from '../base/log';
import type { JsonObject } from '../base/json';
import { parseJson, stringifyJson } from '../base/jsonText';
import { connectionIdIn } from './documentPath';

/** What must outlive the window for one document. */
export interface StoredDocument {
  /** The server's body that the document's text came from. */
  readonly base: JsonObject;
  /** Text that an auto-save kept and that was not sent. */
  readonly draft?: string | undefined;
  /** What a new stream's document begins with. */
  readonly template?: Template;
  /** The stream that the first save of this document has made. */
  readonly createdStreamId?: number;
}

export interface Template {
  readonly text: string;
  /** The file whose columns it has. */
  readonly file?: SourceFile;
}

export interface SourceFile {
  readonly path: string;
  readonly hasHeader: boolean;
}

/** A file to upload to the stream that was made from it. */
export interface FileForStream extends SourceFile {
  readonly ids: StreamIds;
  readonly streamName: string;
}

/** More documents than anybody has open: older ones without a draft are forgotten. */
const mostDocuments = 500;

/**
 * Keeps one small file per document, so that a dirty tab restored after a reload is checked like any
 * other. The files of a connection are in a folder of their own.
 */
export class DocumentFiles {
  readonly #writing = new Limiter(1);
  #isPruned = false;

  constructor(
    private readonly directory: string,
    private readonly log: Log,
    private readonly capacity = mostDocuments,
  ) {}

  /** @param key the document's address as text */
  async get(key: string): Promise<StoredDocument | undefined> {
    const file = this.#fileOf(key);
    // After the writes that were asked for before.
    const text = await this.#writing.run(() => readIfThere(file));
    if (text === undefined) return undefined;
    const stored = parseStored(text);
    // What is damaged is no base to compare with: it is kept aside, and the server's body taken instead.
    if (!stored) await renameFile(file, `${file}.unreadable`);
    return stored;
  }

  async set(key: string, stored: StoredDocument): Promise<void> {
    await this.#writing.run(() => writeWhole(this.#fileOf(key), stringifyJson(stored)));
    if (this.#isPruned) return;
    this.#isPruned = true;
    // Not awaited: what was to be kept is kept.
    void this.#writing
      .run(() => this.#prune())
      .catch((error: unknown) =>
        this.log.error(`Old documents could not be forgotten: ${String(error)}`),
      );
  }

  /** Forgets all documents of a connection, their drafts too. */
  async forget(connectionId: string): Promise<void> {
    const folder = join(this.directory, fileNameFor(connectionId));
    await this.#writing.run(() => removeFolder(folder));
  }

  async #prune(): Promise<void> {
    const files: { path: string; modifiedMilliseconds: number }[] = [];
    for (const folder of await listIfThere(this.directory))
      for (const name of await listIfThere(join(this.directory, folder))) {
        const path = join(this.directory, folder, name);
        const stats = await statIfThere(path);
        if (stats) files.push({ path, modifiedMilliseconds: stats.mtimeMs });
      }
    files.sort((left, right) => right.modifiedMilliseconds - left.modifiedMilliseconds);
    for (const { path } of files.slice(this.capacity)) {
      const stored = parseStored((await readIfThere(path)) ?? '');
      if (stored?.draft === undefined) await removeFile(path);
    }
  }

  #fileOf(key: string): string {
    return join(this.directory, fileNameFor(connectionIdIn(key)), `${fileNameFor(key)}.json`);
  }
}

function parseStored(text: string): StoredDocument | undefined {
  try {
    const stored = parseJson(text) as Partial<StoredDocument> | null;
    return stored?.base ? (stored as StoredDocument) : undefined;
  } catch {
    return undefined;
  }
}
