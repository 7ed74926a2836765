import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { StreamKey } from './streamLocks';
import { isOpen, type UploadEntry } from './uploadEntry';

/** The uploads that this window shows, the newest first. */
export class UploadList implements Disposable {
  readonly #changed = new Emitter<UploadEntry | undefined>();
  /** Fires for every change of an upload, progress included; without one if the list changed. */
  readonly onDidChange = this.#changed.event;
  #entries: readonly UploadEntry[] = [];

  get entries(): readonly UploadEntry[] {
    return this.#entries;
  }

  find(uploadId: string): UploadEntry | undefined {
    return this.#entries.find(({ upload }) => upload.uploadId === uploadId);
  }

  /** Whether an upload to the stream is not done with. */
  hasOpen(stream: StreamKey): boolean {
    return this.#to(stream).some(isOpen);
  }

  /** Whether an execution belongs to an upload that a new one to the stream waits for. */
  isUnderWay(stream: StreamKey, executionId: number): boolean {
    return this.#to(stream).some(
      ({ upload, state }) =>
        upload.execution?.executionId === executionId &&
        (state === 'queued' || state === 'running'),
    );
  }

  addFirst(entry: UploadEntry): void {
    this.#entries = [entry, ...this.#entries];
    this.#changed.fire(entry);
  }

  addLast(entries: readonly UploadEntry[]): void {
    this.#entries = [...this.#entries, ...entries];
    this.#changed.fire(undefined);
  }

  /** @returns the entries that are no longer in the list */
  keepOnly(isKept: (entry: UploadEntry) => boolean): readonly UploadEntry[] {
    const dropped = this.#entries.filter((entry) => !isKept(entry));
    this.#entries = this.#entries.filter(isKept);
    this.#changed.fire(undefined);
    return dropped;
  }

  set(entry: UploadEntry, change: Partial<Omit<UploadEntry, 'upload'>>): void {
    Object.assign(entry, change);
    this.#changed.fire(entry);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #to({ connectionId, streamId }: StreamKey): UploadEntry[] {
    return this.#entries.filter(
      (entry) => entry.connectionId === connectionId && entry.streamId === streamId,
    );
  }
}
