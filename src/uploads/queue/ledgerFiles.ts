import { join } from 'node:path';
import {
  appendText,
  isUnfinishedName,
  listIfThere,
  readIfThere,
  removeFile,
  renameFile,
  statIfThere,
  writeWhole,
} from '../../base/files';
import { KeyedQueue } from '../../base/keyedQueue';
import { isAlive } from '../../base/lockFile';
import { StreamLocks, type StreamKey } from './streamLocks';
import { applyLines, newLines, type PartCounts } from './partLines';
import {
  parseStored,
  sealedText,
  sealOf,
  storedJson,
  type ReadUpload,
  type StoredUpload,
} from './storedUpload';
import { firstOwnerGoneMilliseconds } from '../../base/policies';

/** What `load` found. */
export interface LedgerContents {
  readonly uploads: readonly StoredUpload[];
  /** Whether other windows have uploads, which they may leave behind later. */
  readonly areOthersAlive: boolean;
  readonly setAside: readonly AsideFile[];
  /** Why some records could not be looked at. */
  readonly failures: readonly unknown[];
}

/** A record that can't be used, under its new name. */
export interface AsideFile {
  readonly file: string;
  /** Whether a newer version of the extension wrote it. */
  readonly isNewer: boolean;
}

/** What is on disk of an upload that this window saved. */
interface Saved extends PartCounts {
  /** The record's JSON without cuts and accepted parts. */
  readonly head: string;
  readonly partsFile: string;
  readonly seal: string;
}

interface Found {
  readonly uploads: StoredUpload[];
  readonly setAside: AsideFile[];
  readonly failures: unknown[];
}

interface Write {
  record: StoredUpload;
  done: Promise<void>;
}

const ending = '.json';
const newerEnding = '.json.newer';

/**
 * The files of unfinished uploads: a record for each, and a list of its parts. Only the window that holds the
 * lock of a stream writes the records of its uploads.
 */
export class LedgerFiles {
  readonly #saved = new Map<string, Saved>();
  /** Uploads of which this window has seen a record on disk. */
  readonly #known = new Set<string>();
  /** Writing and removing one upload happen one after the other. */
  readonly #turns = new KeyedQueue();
  /** Of the writes of one upload that wait, only the newest is done. */
  readonly #waiting = new Map<string, Write>();
  readonly locks: StreamLocks;

  constructor(private readonly directory: string) {
    this.locks = new StreamLocks(join(directory, 'locks'));
  }

  /**
   * Resolves when the record, or a newer one of the same upload, is on disk. Its stream has to be held.
   * @throws DomoError `conflict` if another window has taken the stream over
   */
  save(record: StoredUpload): Promise<void> {
    const { uploadId } = record.upload;
    const waiting = this.#waiting.get(uploadId);
    if (waiting) {
      waiting.record = record;
      return waiting.done;
    }
    const write: Write = { record, done: Promise.resolve() };
    this.#waiting.set(uploadId, write);
    write.done = this.#turns.run(uploadId, () => this.#writeWaiting(write));
    return write.done;
  }

  /** Forgets an upload that has ended. */
  remove(uploadId: string): Promise<void> {
    this.#waiting.delete(uploadId);
    return this.#turns.run(uploadId, async () => {
      this.#saved.delete(uploadId);
      this.#known.delete(uploadId);
      const names = await listIfThere(this.directory);
      for (const name of names.filter((each) => each.startsWith(`${uploadId}.`)))
        await removeFile(join(this.directory, name));
    });
  }

  /** Whether an upload is recorded, by any window. */
  async has(uploadId: string): Promise<boolean> {
    return (await statIfThere(join(this.directory, uploadId + ending))) !== undefined;
  }

  /**
   * The uploads that no other window has; their streams are held from now on. A record that can't be read is
   * set aside, never removed.
   * @param isUsed whether this window has an upload to a stream, which stays held then
   */
  async load(isUsed: (stream: StreamKey) => boolean = () => false): Promise<LedgerContents> {
    const found: Found = { uploads: [], setAside: [], failures: [] };
    let areOthersAlive = false;
    await this.#removeUnfinished();
    for (const file of await this.#recordFiles())
      try {
        if (!(await this.#takeUp(file, found, isUsed))) areOthersAlive = true;
      } catch (error) {
        // One record must not keep the others from being resumed.
        found.failures.push(error);
      }
    return { ...found, areOthersAlive };
  }

  /** Whether another window removed an upload that this one had recorded: it is finished there. */
  async wasRemoved(uploadId: string): Promise<boolean> {
    return this.#known.has(uploadId) && !(await this.has(uploadId));
  }

  /** @returns false if another window has the upload */
  async #takeUp(
    file: string,
    { uploads, setAside }: Pick<Found, 'uploads' | 'setAside'>,
    isUsed: (stream: StreamKey) => boolean,
  ): Promise<boolean> {
    const read = await this.#read(file);
    if (typeof read === 'object') {
      if (await this.#isFirstOwnerAlive(file, read)) return false;
      const lock = await this.locks.take(read.record);
      if (!lock) return false;
      // It may have ended before its stream was taken.
      const now = await this.#read(file);
      if (typeof now !== 'object') {
        await this.locks.release(read.record, () => lock === 'held' || isUsed(read.record));
        return true;
      }
      const { record, isFirst } = now;
      this.#known.add(record.upload.uploadId);
      // Version 0.1 left the ID of an upload that had succeeded.
      const isFree = isFirst && record.after !== undefined && !(await this.has(record.after));
      uploads.push(isFree ? { ...record, after: undefined } : record);
    } else if (read !== 'missing') {
      const aside = await this.#setAside(file, read);
      if (aside !== undefined) setAside.push({ file: aside, isNewer: read === 'newer' });
    }
    return true;
  }

  async #writeWaiting(write: Write): Promise<void> {
    // Saves of the same moment become one write.
    await Promise.resolve();
    const { record } = write;
    const { uploadId } = record.upload;
    // It was removed meanwhile.
    if (this.#waiting.get(uploadId) !== write) return;
    this.#waiting.delete(uploadId);
    await this.locks.assertHeld(record);
    const { upload } = record;
    const counts = { cuts: upload.cuts.length, accepted: upload.accepted.length };
    const head = storedJson({ ...record, upload: { ...upload, cuts: [], accepted: [] } });
    const saved = this.#saved.get(uploadId);
    // Until it is known to be on disk, the next write can't build on it.
    this.#saved.delete(uploadId);
    const isLonger = saved && counts.cuts >= saved.cuts && counts.accepted >= saved.accepted;
    if (isLonger && saved.head === head) {
      const { text: lines, seal } = newLines(upload, saved, saved.seal);
      if (lines !== '') await appendText(saved.partsFile, lines);
      this.#saved.set(uploadId, { ...saved, ...counts, seal });
    } else {
      const json = storedJson(record);
      const seal = sealOf(json);
      await writeWhole(join(this.directory, uploadId + ending), sealedText(json));
      this.#known.add(uploadId);
      const partsFile = this.#partsFile(uploadId, seal);
      // The same record may have been written before: what its list has is in the record now.
      await removeFile(partsFile);
      this.#saved.set(uploadId, { ...counts, head, seal, partsFile });
    }
  }

  /** Named after the record that it belongs to: a newer record has a list of its own. */
  #partsFile(uploadId: string, seal: string): string {
    return join(this.directory, `${uploadId}.${seal.slice(0, 16)}.parts`);
  }

  async #read(file: string): Promise<ReadUpload | 'missing' | 'unreadable' | 'newer'> {
    const content = await readIfThere(join(this.directory, file));
    if (content === undefined) return 'missing';
    const uploadId = file.slice(0, file.indexOf('.'));
    const read = parseStored(content, uploadId);
    if (typeof read === 'string') return read;
    const lines = await readIfThere(this.#partsFile(uploadId, read.seal));
    if (lines !== undefined) applyLines(read.record.upload, lines, read.seal);
    return read;
  }

  /** @returns undefined if another window was faster */
  async #setAside(file: string, reason: 'unreadable' | 'newer'): Promise<string | undefined> {
    const path = join(this.directory, file);
    const aside = `${path}.${reason}`;
    if ((await statIfThere(path)) === undefined) return undefined;
    await renameFile(path, aside);
    return aside;
  }

  /** A window may still run version 0.1, which knows no lock files. */
  async #isFirstOwnerAlive(file: string, { firstOwner }: ReadUpload): Promise<boolean> {
    if (firstOwner === undefined || firstOwner === process.pid || !isAlive(firstOwner))
      return false;
    const stats = await statIfThere(join(this.directory, file));
    return stats !== undefined && Date.now() - stats.mtimeMs < firstOwnerGoneMilliseconds;
  }

  /** What a process that was killed left; what another one writes now is left alone. */
  async #removeUnfinished(): Promise<void> {
    const names = await listIfThere(this.directory);
    for (const name of names.filter((each) => isUnfinishedName(each) || each.endsWith('.new'))) {
      const file = join(this.directory, name);
      const stats = await statIfThere(file);
      if (stats && Date.now() - stats.mtimeMs > firstOwnerGoneMilliseconds) await removeFile(file);
    }
  }

  /** The names of the records' files. What an older version set aside as newer may be readable by now. */
  async #recordFiles(): Promise<string[]> {
    const names = await listIfThere(this.directory);
    for (const name of names.filter((each) => each.endsWith(newerEnding))) {
      const isReadable = typeof (await this.#read(name)) === 'object';
      const restored = name.slice(0, -newerEnding.length) + ending;
      if (isReadable && !names.includes(restored))
        await renameFile(join(this.directory, name), join(this.directory, restored));
    }
    return (await listIfThere(this.directory)).filter((name) => name.endsWith(ending)).sort();
  }
}
