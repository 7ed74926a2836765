import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whileUnlockedNow } from '../base/files';
import type { UpdateMethod } from './model';
import type { PartStore, UploadKey } from './partStore';

const lineFeed = 0x0a;

/**
 * The rows that arrived, per DataSet a folder with one folder per load. A load is put in with one
 * rename, so it is there as a whole or not at all, and costs the same whatever its size.
 */
export class DataSetStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = join(folder, 'datasets');
    mkdirSync(this.#folder, { recursive: true });
  }

  /** UPSERT is stored as APPEND: the sandbox knows no key columns. */
  load(dataSetId: string, parts: PartStore, key: UploadKey, method: UpdateMethod): void {
    const folder = join(this.#folder, dataSetId);
    mkdirSync(folder, { recursive: true });
    parts.moveTo(key, join(folder, `${String(key.executionId).padStart(10, '0')}-${method}`));
    // Reading starts at the last REPLACE, so this removal may fail or be cut off without harm.
    const current = new Set(this.#loads(dataSetId));
    for (const name of readdirSync(folder))
      if (!current.has(name))
        whileUnlockedNow(() => rmSync(join(folder, name), { recursive: true, force: true }));
  }

  /** All stored rows as CSV without a header, load by load and part by part. */
  async *read(dataSetId: string): AsyncGenerator<Buffer | string> {
    let lastByte: number | undefined = lineFeed;
    for (const load of this.#loads(dataSetId)) {
      // Each load ends its last record; only within a load can an open one run into the next part.
      if (lastByte !== lineFeed) yield '\n';
      const folder = join(this.#folder, dataSetId, load);
      for (const file of readdirSync(folder).sort()) {
        const pieces: AsyncIterable<Buffer> = createReadStream(join(folder, file));
        for await (const piece of pieces) {
          lastByte = piece.at(-1);
          yield piece;
        }
      }
    }
  }

  #loads(dataSetId: string): string[] {
    const folder = join(this.#folder, dataSetId);
    if (!existsSync(folder)) return [];
    const loads = readdirSync(folder).sort();
    const replacing = loads.findLastIndex((name) => name.endsWith('-REPLACE'));
    return loads.slice(Math.max(0, replacing));
  }
}
