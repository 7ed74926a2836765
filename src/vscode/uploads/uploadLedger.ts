import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from '../../base/text';
import { DomoError } from '../../domo/errors';
import type { UploadJob } from '../../upload/job';
import type { UploadChoices } from './uploadSettings';

const recordVersion = 1;

/** An upload as it is written down: all that is needed to go on with it in another window. */
export interface UploadRecord {
  readonly version: typeof recordVersion;
  /** The process that runs it or shows it; 0 where it was left behind on purpose. */
  readonly ownerProcess: number;
  readonly connectionId: string;
  readonly streamId: number;
  readonly streamName: string;
  readonly choices: UploadChoices;
  /** The upload that must have ended well before this one. */
  readonly after?: string | undefined;
  readonly job: UploadJob;
}

/** What `load` found. */
export interface LedgerContents {
  readonly records: readonly UploadRecord[];
  /** Whether other windows hold uploads, which may leave them behind later. */
  readonly areOthersAlive: boolean;
  readonly setAside: readonly SetAside[];
}

/** A record that can't be used, under its new name. */
export interface SetAside {
  readonly file: string;
  /** Whether a newer version of the extension wrote it. */
  readonly isNewer: boolean;
}

/** An owner that has not shown itself for so long is gone, even where its process id is in use again. */
const ownerGoneMilliseconds = 60_000;

/** Ends the name of a record that is being written. */
const unfinished = '.new';

/** One file per unfinished upload, written anew as it gets on: whole or not at all. */
export class UploadLedger {
  /** Writes of one upload, one after the other; of those that wait only the last is done. */
  readonly #writing = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, UploadRecord>();

  constructor(private readonly directory: string) {}

  /** Resolves when the record, or a newer one of the same upload, is on disk. */
  save(record: UploadRecord): Promise<void> {
    const id = record.job.uploadId;
    const isWaiting = this.#waiting.has(id);
    this.#waiting.set(id, record);
    const before = this.#writing.get(id) ?? Promise.resolve();
    if (isWaiting) return before;
    const written = before.then(() => this.#writeWaiting(id));
    // What waits behind goes on although this one failed; whoever asked is told.
    this.#writing.set(
      id,
      written.catch(() => undefined),
    );
    return written;
  }

  /**
   * Makes sure that no other window goes on with an upload, before this one writes it down as its own.
   * @throws DomoError `conflict` where another living window holds it
   */
  async assertOurs(uploadId: string): Promise<void> {
    const file = this.#fileOf(uploadId);
    const written = await readRecord(file);
    if (typeof written === 'object' && (await isHeld(file, written)))
      throw new DomoError('conflict', text('Another window has this upload. Go on with it there.'));
  }

  /**
   * Makes sure that no other window uploads to a stream, before this one does: the executions would cancel
   * each other.
   * @throws DomoError `conflict` where another living window has an upload to it, running or paused
   */
  async assertStreamFree(stream: { connectionId: string; streamId: number }): Promise<void> {
    for (const name of await this.#fileNames()) {
      const file = join(this.directory, name);
      const record = await readRecord(file);
      if (typeof record !== 'object' || !(await isHeld(file, record))) continue;
      if (record.connectionId === stream.connectionId && record.streamId === stream.streamId)
        throw new DomoError(
          'conflict',
          text(
            'Another window has an upload to {0}. Finish or cancel that one first.',
            record.streamName,
          ),
        );
    }
  }

  /** Forgets an upload that has ended. */
  async remove(uploadId: string): Promise<void> {
    this.#waiting.delete(uploadId);
    await this.#writing.get(uploadId);
    this.#writing.delete(uploadId);
    await rm(this.#fileOf(uploadId), { force: true });
  }

  /** Whether an upload is written down, whoever holds it. */
  async has(uploadId: string): Promise<boolean> {
    return (await stat(this.#fileOf(uploadId)).catch(ignoreMissing)) !== undefined;
  }

  /** Shows other windows that this one still holds the upload. */
  async touch(uploadId: string): Promise<void> {
    const now = new Date();
    await utimes(this.#fileOf(uploadId), now, now).catch(ignoreMissing);
  }

  /** The uploads that no living window holds. A file that can't be read is set aside, never removed. */
  async load(): Promise<LedgerContents> {
    const records: UploadRecord[] = [];
    const setAside: SetAside[] = [];
    let areOthersAlive = false;
    await this.#removeUnfinished();
    for (const name of await this.#fileNames()) {
      const file = join(this.directory, name);
      const record = await readRecord(file);
      if (record === 'missing') continue;
      if (typeof record === 'string') {
        await rename(file, `${file}.${record}`);
        setAside.push({ file: `${file}.${record}`, isNewer: record === 'newer' });
      } else if (await isHeld(file, record)) areOthersAlive = true;
      else records.push(record);
    }
    return { records, areOthersAlive, setAside };
  }

  async #writeWaiting(id: string): Promise<void> {
    const record = this.#waiting.get(id);
    if (!record) return;
    this.#waiting.delete(id);
    await mkdir(this.directory, { recursive: true });
    const temporary = this.#fileOf(id) + unfinished;
    await writeFile(temporary, sealed(JSON.stringify(record)));
    await rename(temporary, this.#fileOf(id));
  }

  /** Of a process that was killed while it wrote; what another one is writing now is left alone. */
  async #removeUnfinished(): Promise<void> {
    const names = (await readdir(this.directory).catch(ignoreMissing)) ?? [];
    for (const name of names.filter((each) => each.endsWith(unfinished))) {
      const file = join(this.directory, name);
      const stats = await stat(file).catch(ignoreMissing);
      if (stats && Date.now() - stats.mtimeMs > ownerGoneMilliseconds)
        await rm(file, { force: true });
    }
  }

  async #fileNames(): Promise<string[]> {
    const names = (await readdir(this.directory).catch(ignoreMissing)) ?? [];
    return names.filter((name) => name.endsWith('.json')).sort();
  }

  #fileOf(uploadId: string): string {
    return join(this.directory, `${uploadId}.json`);
  }
}

async function readRecord(
  file: string,
): Promise<UploadRecord | 'missing' | 'unreadable' | 'newer'> {
  const text = await readFile(file, 'utf8').catch(ignoreMissing);
  if (text === undefined) return 'missing';
  try {
    const [json = ''] = text.split('\n', 1);
    const record = JSON.parse(json) as Partial<UploadRecord>;
    if (Number(record.version) > recordVersion) return 'newer';
    const isKnown = text === sealed(json) && record.version === recordVersion && isJob(record.job);
    return isKnown ? (record as UploadRecord) : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** With a checksum behind it: a part that a damaged record took for sent would be missing in Domo. */
function sealed(json: string): string {
  return `${json}\n${createHash('sha256').update(json).digest('hex')}\n`;
}

/** Enough of a job to show it and to go on with it. */
function isJob(job: Partial<UploadJob> | undefined): boolean {
  return (
    typeof job?.uploadId === 'string' &&
    typeof job.source?.path === 'string' &&
    Array.isArray(job.cuts) &&
    Array.isArray(job.accepted)
  );
}

async function isHeld(file: string, { ownerProcess }: UploadRecord): Promise<boolean> {
  if (ownerProcess === 0 || ownerProcess === process.pid || !isAlive(ownerProcess)) return false;
  const stats = await stat(file).catch(ignoreMissing);
  return stats !== undefined && Date.now() - stats.mtimeMs < ownerGoneMilliseconds;
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Another user's process is alive too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** For a file that is not there, or that somebody else has removed meanwhile. */
export function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
