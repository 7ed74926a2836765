import { join } from 'node:path';
import {
  fileNameFor,
  listIfThere,
  readIfThere,
  removeFile,
  removeFolder,
  writeWhole,
} from '../base/files';
import type { JsonObject } from '../base/json';
import { parseJson, stringifyJson } from '../base/jsonText';
import { documentKey } from './documentPath';
import type { RemoteRef } from './remoteBodies';

/** What a document was in Domo, before a save of ours replaced it. */
export interface EarlierVersion {
  /** When it was replaced. */
  readonly replacedMilliseconds: number;
  readonly body: JsonObject;
}

const mostVersions = 20;

/** Keeps the server's bodies that saves have replaced: one file each, so that windows don't get in each other's way. */
export class EarlierVersions {
  /** The folders of each connection's documents. */
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly directory: string,
    private readonly capacity = mostVersions,
  ) {}

  /** Looks which documents of a connection have an earlier version. @throws if their folder can't be read */
  async read(connectionId: string): Promise<void> {
    const names = await listIfThere(join(this.directory, fileNameFor(connectionId)));
    this.#known.set(connectionId, new Set(names));
  }

  /** Whether a document has an earlier version, as far as was last read. */
  has(ref: RemoteRef): boolean {
    return this.#known.get(ref.connectionId)?.has(fileNameFor(documentKey(ref))) ?? false;
  }

  async add(ref: RemoteRef, body: JsonObject): Promise<void> {
    const folder = this.#folderOf(ref);
    const text = stringifyJson(body);
    const [newest = 0] = await this.#times(folder);
    // A save that failed is tried again, and replaces the same version.
    if ((await readIfThere(join(folder, `${newest}.json`))) === text) return;
    // Two saves in one millisecond are two versions all the same.
    const time = Math.max(Date.now(), newest + 1);
    await writeWhole(join(folder, `${time}.json`), text);
    for (const old of (await this.#times(folder)).slice(this.capacity))
      await removeFile(join(folder, `${old}.json`));
    const known = this.#known.get(ref.connectionId) ?? [];
    this.#known.set(ref.connectionId, new Set([...known, fileNameFor(documentKey(ref))]));
  }

  /** Newest first. */
  async list(ref: RemoteRef): Promise<EarlierVersion[]> {
    const folder = this.#folderOf(ref);
    const versions: EarlierVersion[] = [];
    for (const time of await this.#times(folder)) {
      const text = await readIfThere(join(folder, `${time}.json`));
      if (text !== undefined)
        versions.push({ replacedMilliseconds: time, body: parseJson(text) as JsonObject });
    }
    return versions;
  }

  /** Forgets all that a connection's documents were. */
  async forget(connectionId: string): Promise<void> {
    const folder = join(this.directory, fileNameFor(connectionId));
    await removeFolder(folder);
  }

  /** Newest first; files that are still being written are left out. */
  async #times(folder: string): Promise<number[]> {
    const names = await listIfThere(folder);
    return names
      .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((left, right) => right - left);
  }

  #folderOf(ref: RemoteRef): string {
    const { connectionId } = ref;
    return join(this.directory, fileNameFor(connectionId), fileNameFor(documentKey(ref)));
  }
}
