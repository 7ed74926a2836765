import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../domo/json';

/** What must outlive the window for one document. */
export interface StoredDocument {
  /** The server's body that the document's text came from. */
  readonly base: JsonObject;
  /** Text that an auto-save kept and that was not sent. */
  readonly draft?: string;
}

/** Keeps one small file per document, so that a dirty tab restored after a reload is checked like any other. */
export class DocumentStore {
  readonly #cache = new Map<string, StoredDocument>();
  /** Writes in order, one at a time. */
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly directory: string) {}

  async get(key: string): Promise<StoredDocument | undefined> {
    const cached = this.#cache.get(key);
    if (cached) return cached;
    const text = await readFile(this.#fileOf(key), 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const stored = parseStored(text);
    // What is damaged is no base to compare with: it is kept aside, and the server's body taken instead.
    if (!stored) await rename(this.#fileOf(key), `${this.#fileOf(key)}.unreadable`);
    else this.#cache.set(key, stored);
    return stored;
  }

  async set(key: string, stored: StoredDocument): Promise<void> {
    this.#cache.set(key, stored);
    await this.#queue(async () => {
      await mkdir(this.directory, { recursive: true });
      const temporary = `${this.#fileOf(key)}.${randomUUID()}`;
      await writeFile(temporary, JSON.stringify(stored));
      await rename(temporary, this.#fileOf(key));
    });
  }

  async delete(key: string): Promise<void> {
    this.#cache.delete(key);
    await this.#queue(() => rm(this.#fileOf(key), { force: true }));
  }

  #queue(task: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(task);
    // The next one goes on although this one failed; whoever asked is told.
    this.#writing = done.catch(() => undefined);
    return done;
  }

  #fileOf(key: string): string {
    return join(this.directory, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

function parseStored(text: string): StoredDocument | undefined {
  try {
    const stored = JSON.parse(text) as Partial<StoredDocument> | null;
    return stored?.base ? (stored as StoredDocument) : undefined;
  } catch {
    return undefined;
  }
}
