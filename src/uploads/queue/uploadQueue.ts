import { CancelledError, isCancelled } from '../../base/abort';
import { systemClock } from '../../base/clock';
import { KeyedQueue } from '../../base/keyedQueue';
import type { Log } from '../../base/log';
import { englishOf } from '../../base/text';
import type { Stream } from '../../domo/api/model';
import type { Inspection } from '../plan/inspect';
import { originalPath, type UploadChoices, type UploadSettings } from '../upload';
import { endExecution } from './endExecution';
import { isPaused, PausedError } from './paused';
import { RateMeter } from './rateMeter';
import {
  isOpen,
  isUnfinished,
  newEntry,
  restoredEntry,
  type UploadEntry,
  type UploadTargetSource,
} from './uploadEntry';
import type { LocalFiles } from './localFiles';
import { streamKey } from './streamLocks';
import type { UploadList } from './uploadList';
import { assertInOrder } from './uploadOrder';
import type { StoredUpload } from './storedUpload';
import type { UploadLedger } from './uploadLedger';
import { streamName } from '../../domo/streamName';
import { settleMilliseconds } from '../../base/policies';

/** What uploads are run with. */
export interface QueueParts {
  readonly targets: UploadTargetSource;
  readonly list: UploadList;
  readonly ledger: UploadLedger;
  readonly files: LocalFiles;
  readonly settings: () => UploadSettings;
  /** The longest wait between two reads of an execution that was committed. */
  readonly pollMilliseconds: () => number;
  readonly log: Log;
}

/** Runs uploads: those to one stream one after the other, as an execution cancels the one before it. */
export class UploadQueue {
  /** The uploads that this window shows. */
  readonly list: UploadList;
  readonly files: LocalFiles;
  readonly ledger: UploadLedger;
  /** Fires for every change of an upload, progress included; without one if the list changed. */
  readonly onDidChange: UploadList['onDidChange'];
  readonly #stops = new Map<UploadEntry, AbortController>();
  readonly #runs = new Map<UploadEntry, Promise<void>>();
  readonly #turns = new KeyedQueue();

  constructor(private readonly parts: QueueParts) {
    this.list = parts.list;
    this.files = parts.files;
    this.ledger = parts.ledger;
    this.onDidChange = parts.list.onDidChange;
  }

  /** What is set for uploads. */
  get settings(): UploadSettings {
    return this.parts.settings();
  }

  /** Adds uploads that earlier windows left behind. @returns those that are new here */
  takeUp(stored: readonly StoredUpload[]): UploadEntry[] {
    const unknown = stored.filter(({ upload }) => !this.list.find(upload.uploadId));
    const entries = unknown.map(restoredEntry);
    this.list.addLast(entries);
    return entries;
  }

  /**
   * @param after the upload of a file that has to be in Domo before this one
   * @throws DomoError `conflict` if another window has an upload to the stream
   */
  async add(
    connectionId: string,
    stream: Stream,
    inspection: Inspection,
    choices: UploadChoices,
    after?: string,
  ): Promise<UploadEntry> {
    const { createUpload } = await import('../engine');
    const upload = createUpload(inspection, { ...choices, ...this.settings });
    const streamId = stream.id;
    const name = streamName(stream);
    const entry = newEntry({ upload, connectionId, streamId, streamName: name, choices, after });
    // In the list first, so that the end of another upload does not let go of the stream meanwhile.
    this.list.addFirst(entry);
    try {
      await this.ledger.claim(entry);
    } catch (error) {
      this.list.keepOnly((other) => other !== entry);
      throw error;
    }
    return entry;
  }

  /**
   * Runs the upload, or resumes it, and resolves when its execution has succeeded. One that runs already is
   * not started again.
   * @throws the failure; CancelledError after a cancel; an error of kind `paused` after a pause
   */
  run(entry: UploadEntry): Promise<void> {
    const running = this.#runs.get(entry);
    if (running) return running;
    if (entry.state === 'cancelled') return Promise.reject(new CancelledError());
    const run = this.#runQueued(entry).finally(() => this.#runs.delete(entry));
    this.#runs.set(entry, run);
    return run;
  }

  /** Resolves when the upload runs no more, however it ended. */
  async stopped(entry: UploadEntry): Promise<void> {
    await Promise.allSettled([this.#runs.get(entry)]);
  }

  async #runQueued(entry: UploadEntry): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(entry, stop);
    this.list.set(entry, { state: 'queued', error: undefined, serverNote: undefined });
    try {
      await this.#turns.run(streamKey(entry), () => this.#run(entry, stop.signal), stop.signal);
    } catch (error) {
      await this.#ended(entry, error);
      throw error;
    } finally {
      this.#stops.delete(entry);
    }
  }

  async pause(entry: UploadEntry): Promise<void> {
    const reason = new PausedError('The upload was paused.');
    const stop = this.#stops.get(entry);
    if (stop) stop.abort(reason);
    // One that waits for another file of the same upload does not run yet.
    else if (entry.state === 'queued') await this.#ended(entry, reason);
  }

  /** Stops the upload and aborts its execution on the server. */
  async cancel(entry: UploadEntry): Promise<void> {
    const stop = this.#stops.get(entry);
    if (stop) stop.abort(new CancelledError('The upload was cancelled.'));
    // One that doesn't run has at most an execution to end.
    else if (entry.state === 'paused' || entry.state === 'queued')
      await this.#ended(entry, new CancelledError());
  }

  /** Ends one that waited for another: paused where that one may yet end well, else cancelled. */
  async setAside(entry: UploadEntry, mayGoOn: boolean): Promise<void> {
    const reason = mayGoOn ? new PausedError('The upload before it is paused.') : undefined;
    await this.#ended(entry, reason ?? new CancelledError());
  }

  /** Marks a failed upload as canceled: a person was asked what to do about the failure, and declined. */
  giveUp(entry: UploadEntry): void {
    if (entry.state === 'failed') this.list.set(entry, { state: 'cancelled', error: undefined });
  }

  /** Watches the end of an upload that was committed, as if it had only been paused. @throws like `run` */
  watchEnd(entry: UploadEntry): Promise<void> {
    if (!this.#runs.has(entry)) this.list.set(entry, { state: 'queued' });
    return this.run(entry);
  }

  /** Takes an ended upload off the list, in favor of one that repeats it. */
  async replace(entry: UploadEntry, { upload }: UploadEntry): Promise<void> {
    await this.ledger.putBehind(entry.upload.uploadId, upload.uploadId);
    await this.remove(entry);
  }

  /** Takes an ended upload off the list. */
  remove(entry: UploadEntry): Promise<void> {
    return this.#keepOnly((other) => other !== entry);
  }

  clearFinished(): Promise<void> {
    return this.#keepOnly(isUnfinished);
  }

  /** Pauses what runs and leaves it to the next window. */
  async shutDown(): Promise<void> {
    await Promise.allSettled(this.list.entries.map((entry) => this.pause(entry)));
    await Promise.allSettled(this.#runs.values());
    await this.ledger.releaseAll();
  }

  async #run(entry: UploadEntry, signal: AbortSignal): Promise<void> {
    const { runUpload } = await import('../engine');
    assertInOrder(this.list.entries, entry);
    await this.ledger.claim(entry);
    this.list.set(entry, { state: 'running' });
    const meter = new RateMeter();
    const result = await runUpload(
      entry.upload,
      {
        target: await this.parts.targets.get(entry.connectionId, entry.streamId),
        ledger: {
          save: () => this.ledger.keep(entry),
          assertHeld: () => this.ledger.assertHeld(entry),
        },
        clock: systemClock,
        log: this.parts.log,
        settleMilliseconds,
        ...(await this.files.means()),
        pollMilliseconds: this.parts.pollMilliseconds(),
        onProgress: (progress) =>
          this.list.set(entry, { progress, rate: meter.add(progress.sentBytes, Date.now()) }),
      },
      signal,
    );
    this.parts.log.info(`Uploaded ${originalPath(entry.upload)}: ${JSON.stringify(result)}`);
    this.list.set(entry, { state: 'done', result });
    this.parts.targets.noteSpeed(entry.connectionId, result);
    await this.ledger.putBehind(entry.upload.uploadId, undefined);
    await this.ledger.forget(entry);
  }

  async #ended(entry: UploadEntry, error: unknown): Promise<void> {
    const isByUser = isCancelled(error);
    // Another window has it, or had it: its execution and its record are not ours to end.
    if (await this.ledger.isElsewhere(entry)) {
      this.list.set(entry, { state: 'failed', error });
      return;
    }
    if (isPaused(error)) {
      this.list.set(entry, { state: 'paused', rate: undefined });
      return this.ledger.keep(entry);
    }
    const { note, isOutOfReach } = await endExecution(
      entry,
      this.parts.targets,
      error,
      this.parts.log,
    );
    // What can't be ended now may be gone on with later.
    const state = isByUser ? 'cancelled' : isOutOfReach ? 'paused' : 'failed';
    if (!isByUser)
      this.parts.log.error(
        `Upload of ${originalPath(entry.upload)} failed: ${String(error)} ${note ? englishOf(note) : ''}`,
      );
    this.list.set(entry, { state, error, serverNote: note, rate: undefined });
    await (isOpen(entry) ? this.ledger.keep(entry) : this.ledger.forget(entry));
  }

  async #keepOnly(isKept: (entry: UploadEntry) => boolean): Promise<void> {
    for (const entry of this.list.keepOnly(isKept)) await this.ledger.release(entry);
  }
}
