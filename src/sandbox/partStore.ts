import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { whileUnlockedNow } from '../base/files';
import { RequestError } from './answer';
import { CsvCounter, type CsvFacts } from './csv';
import { writePart, type ReceivedBytes } from './partBody';

/** Which execution a part belongs to. */
export interface UploadKey {
  readonly streamId: number;
  readonly executionId: number;
}

/** What a commit would load. */
export interface UploadTotals {
  readonly parts: number;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * The parts of uploads that are not loaded yet, one file each. Changes of the folder are synchronous:
 * between a check and the rename that follows it nothing else can happen.
 */
export class PartStore {
  readonly #incoming: string;
  readonly #uploads: string;
  readonly #facts = new Map<string, Map<number, CsvFacts>>();
  #temporaryFiles = 0;

  constructor(folder: string) {
    this.#incoming = join(folder, 'incoming');
    this.#uploads = join(folder, 'uploads');
    // What lies there was cut off when an earlier sandbox ended.
    whileUnlockedNow(() => rmSync(this.#incoming, { recursive: true, force: true }));
    mkdirSync(this.#incoming, { recursive: true });
    mkdirSync(this.#uploads, { recursive: true });
  }

  /**
   * Stores a part under its number, in place of an earlier one. `mayStore` is asked again when the
   * body is complete, as the execution may have ended meanwhile; it throws what to answer then.
   */
  async receive(
    key: UploadKey,
    part: number,
    request: IncomingMessage,
    expectedColumns: number | undefined,
    received: ReceivedBytes,
    mayStore: () => void,
  ): Promise<void> {
    this.#temporaryFiles += 1;
    const temporary = join(this.#incoming, `${this.#temporaryFiles}.csv`);
    try {
      const facts = await writePart(request, temporary, expectedColumns, received);
      if (facts.problem) throw new RequestError(400, facts.problem);
      mayStore();
      mkdirSync(this.#folder(key), { recursive: true });
      const file = join(this.#folder(key), fileName(part));
      whileUnlockedNow(() => renameSync(temporary, file));
      this.#partsOf(key).set(part, facts);
    } finally {
      whileUnlockedNow(() => rmSync(temporary, { force: true }));
    }
  }

  /** Throws 400 where there are no parts, or where numbers are missing. */
  totals(key: UploadKey): UploadTotals {
    const parts = this.#partsOf(key);
    if (parts.size === 0) throw new RequestError(400, 'There are no parts to commit.');
    let rows = 0;
    let bytes = 0;
    for (let number = 1; number <= parts.size; number += 1) {
      const facts = parts.get(number);
      if (!facts) throw new RequestError(400, `Part ${number} is missing.`);
      // Parts are put together byte by byte: an open last record swallows the next part's first.
      const joined = !facts.endsWithLineBreak && number < parts.size;
      rows += facts.rows - (joined ? 1 : 0);
      bytes += facts.bytes;
    }
    return { parts: parts.size, rows, bytes };
  }

  /** Gives the folder with the parts away, e.g. to a DataSet. */
  moveTo(key: UploadKey, target: string): void {
    whileUnlockedNow(() => renameSync(this.#folder(key), target));
    this.#facts.delete(keyText(key));
  }

  discard(key: UploadKey): void {
    whileUnlockedNow(() => rmSync(this.#folder(key), { recursive: true, force: true }));
    this.#facts.delete(keyText(key));
  }

  /** Counts anew the parts that an earlier sandbox took in. */
  async restore(): Promise<void> {
    for (const stream of readdirSync(this.#uploads))
      for (const execution of readdirSync(join(this.#uploads, stream))) {
        const key = { streamId: Number(stream), executionId: Number(execution) };
        for (const file of readdirSync(this.#folder(key)))
          this.#partsOf(key).set(
            Number.parseInt(file, 10),
            await countFile(join(this.#folder(key), file)),
          );
      }
  }

  #folder(key: UploadKey): string {
    return join(this.#uploads, String(key.streamId), String(key.executionId));
  }

  #partsOf(key: UploadKey): Map<number, CsvFacts> {
    const known = this.#facts.get(keyText(key));
    if (known) return known;
    const parts = new Map<number, CsvFacts>();
    this.#facts.set(keyText(key), parts);
    return parts;
  }
}

function keyText(key: UploadKey): string {
  return `${key.streamId}/${key.executionId}`;
}

/** Padded, so that the names sort as the parts do. */
function fileName(part: number): string {
  return `${String(part).padStart(15, '0')}.csv`;
}

async function countFile(file: string): Promise<CsvFacts> {
  const counter = new CsvCounter(undefined);
  const pieces: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 1024 * 1024 });
  for await (const piece of pieces) counter.push(piece);
  return counter.end();
}
