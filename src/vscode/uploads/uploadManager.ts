import * as vscode from 'vscode';
import { CancelledError, isCancelled } from '../../base/abort';
import { systemClock } from '../../base/clock';
import { Limiter } from '../../base/limit';
import { englishOf } from '../../base/text';
import type { Stream } from '../../domo/model';
import { discardConverted } from '../../upload/convert/discard';
import type { Inspection } from '../../upload/inspect';
import { originalPath } from '../../upload/job';
import type { ProgressSnapshot } from '../../upload/progress';
import { t } from '../ui/l10n';
import { warn } from '../ui/notify';
import { endExecution } from './endExecution';
import { isPaused, PausedError } from './paused';
import { RateMeter } from './rateMeter';
import { isUnfinished, newEntry, restoredEntry, type UploadEntry } from './uploadEntry';
import type { UploadFiles } from './uploadFiles';
import type { UploadLedger, UploadRecord } from './uploadLedger';
import { assertInOrder } from './uploadOrder';
import { UploadRecords } from './uploadRecords';
import { readUploadSettings, type UploadChoices } from './uploadSettings';
import type { UploadTargets } from './uploadTargets';

/** How long a commit whose answer was lost is watched before it is sent again. */
const settleMilliseconds = 30_000;
const longestPollMilliseconds = 5_000;

/** Runs uploads: those to one stream one after the other, as an execution cancels the one before it. */
export class UploadManager implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<UploadEntry | undefined>();
  /** Fires for every change of an upload, progress included; without one where the list changed. */
  readonly onDidChange = this.#changed.event;
  readonly #entries: UploadEntry[] = [];
  readonly #stops = new Map<UploadEntry, AbortController>();
  readonly #runs = new Map<UploadEntry, Promise<void>>();
  readonly #queues = new Map<string, Limiter>();
  readonly #records: UploadRecords;

  constructor(
    private readonly targets: UploadTargets,
    private readonly ledger: UploadLedger,
    readonly files: UploadFiles,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#records = new UploadRecords(ledger, log, warn);
  }

  /** Takes up uploads that earlier windows left behind; which ones are new here is told. */
  async takeUp(records: readonly UploadRecord[]): Promise<UploadEntry[]> {
    const entries = records.filter(({ job }) => !this.find(job.uploadId)).map(restoredEntry);
    for (const entry of entries) await this.#records.keep(entry);
    this.#entries.push(...entries);
    this.#changed.fire(undefined);
    return entries;
  }

  get entries(): readonly UploadEntry[] {
    return this.#entries;
  }

  find(uploadId: string): UploadEntry | undefined {
    return this.#entries.find(({ job }) => job.uploadId === uploadId);
  }

  /** @param after the upload of a file that must be in Domo before this one */
  async add(
    connectionId: string,
    stream: Stream,
    inspection: Inspection,
    choices: UploadChoices,
    after?: string,
  ): Promise<UploadEntry> {
    const { createJob } = await import('../../upload/uploader');
    const job = createJob(inspection, { ...choices, ...readUploadSettings() });
    const streamName = stream.name ?? t('Stream {0}', stream.id);
    const streamId = stream.id;
    const entry = newEntry({ job, connectionId, streamId, streamName, choices, after });
    this.#entries.unshift(entry);
    this.#changed.fire(entry);
    await this.#records.keep(entry);
    return entry;
  }

  /**
   * Runs the upload, or goes on with it, and resolves when its execution has ended well.
   * @throws the failure; CancelledError after a cancel; an error of kind `paused` after a pause
   */
  run(entry: UploadEntry): Promise<void> {
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
    this.#set(entry, { state: 'queued', error: undefined, serverNote: undefined });
    try {
      const queue = this.#queueOf(entry);
      await queue.run(() => this.#run(entry, stop.signal), stop.signal);
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

  /** Takes an ended upload off the list. */
  remove(entry: UploadEntry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#changed.fire(undefined);
  }

  clearFinished(): void {
    this.#entries.splice(0, this.#entries.length, ...this.#entries.filter(isUnfinished));
    this.#changed.fire(undefined);
  }

  /** Pauses what runs and leaves it to the next window. */
  async shutDown(): Promise<void> {
    await Promise.allSettled(this.#entries.map((entry) => this.pause(entry)));
    await Promise.allSettled(this.#runs.values());
    await this.#records.leave(this.#entries.filter(isUnfinished));
  }

  dispose(): void {
    this.#changed.dispose();
    this.files.dispose();
  }

  async #run(entry: UploadEntry, signal: AbortSignal): Promise<void> {
    const { runUpload } = await import('../../upload/uploader');
    assertInOrder(this.#entries, entry);
    await this.ledger.assertOurs(entry.job.uploadId);
    if (!entry.job.execution) await this.ledger.assertStreamFree(entry);
    await this.#records.keep(entry);
    this.#set(entry, { state: 'running' });
    const meter = new RateMeter();
    const result = await runUpload(
      entry.job,
      {
        target: await this.targets.get(entry.connectionId, entry.streamId),
        ledger: { save: () => this.#records.keep(entry) },
        clock: systemClock,
        log: this.log,
        settleMilliseconds,
        ...(await this.files.means()),
        pollMilliseconds: longestPollMilliseconds,
        onProgress: (progress) =>
          this.#set(entry, { progress, rate: meter.add(progress.sentBytes, Date.now()) }),
      },
      signal,
    );
    this.log.info(`Uploaded ${originalPath(entry.job)}: ${JSON.stringify(result)}`);
    this.#set(entry, { state: 'done', result });
    this.targets.noteSpeed(entry.connectionId, result);
    await this.#forget(entry);
  }

  async #ended(entry: UploadEntry, error: unknown): Promise<void> {
    const isByUser = isCancelled(error);
    if (isPaused(error)) {
      this.#set(entry, { state: 'paused', rate: undefined });
      return this.#records.keep(entry);
    }
    const { note, isOutOfReach } = await endExecution(entry, this.targets, error, this.log);
    // What can't be ended now may be gone on with later.
    const state = isByUser ? 'cancelled' : isOutOfReach ? 'paused' : 'failed';
    if (!isByUser)
      this.log.error(
        `Upload of ${originalPath(entry.job)} failed: ${String(error)} ${note ? englishOf(note) : ''}`,
      );
    this.#set(entry, { state, error, serverNote: note, rate: undefined });
    // A commit whose answer was lost is settled by a later run, in another window if need be.
    const isOpen = state === 'paused' || (state === 'failed' && entry.job.commit === 'sent');
    await (isOpen ? this.#records.keep(entry) : this.#forget(entry));
  }

  /** Leaves nothing of an upload that has ended but its line in the list. */
  async #forget({ job }: UploadEntry): Promise<void> {
    await Promise.all([this.ledger.remove(job.uploadId), discardConverted(job)]);
  }

  #queueOf({ connectionId, streamId }: UploadEntry): Limiter {
    const key = `${connectionId}/${streamId}`;
    const queue = this.#queues.get(key) ?? new Limiter(1);
    this.#queues.set(key, queue);
    return queue;
  }

  #set(
    entry: UploadEntry,
    change: Partial<Omit<UploadEntry, 'job'>> & { progress?: ProgressSnapshot },
  ): void {
    Object.assign(entry, change);
    this.#changed.fire(entry);
  }
}
