import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { throwIfAborted } from '../../base/abort';
import type { Text } from '../../base/text';
import type { Convertible } from '../formats/convert';
import { UploadError, type Decision, type SourcePlace, type UploadErrorKind } from '../errors';
import type { Cut, Upload } from '../upload';
import type { SourceVersion } from './source';

/** What a thread does with a file, so that the one that sends has its time for that. */
export type FileTask =
  | { readonly type: 'cut'; readonly upload: Upload }
  | { readonly type: 'convert'; readonly convertible: Convertible; readonly path: string };

/** What it tells meanwhile. */
export type FileNews =
  | { readonly type: 'cut'; readonly cut: Cut }
  /** How much is converted, from 0 to 1. */
  | { readonly type: 'share'; readonly share: number }
  | { readonly type: 'converted'; readonly version: SourceVersion };

/** Its first word: it waits for its task now. */
export interface FileReady {
  readonly type: 'ready';
}

/** Its last word. Errors don't keep their fields on the way between threads. */
export type FileEnd =
  | { readonly type: 'end' }
  | {
      readonly type: 'refusal';
      readonly kind: UploadErrorKind;
      readonly text: Text;
      readonly place: SourcePlace | undefined;
      readonly decisions: readonly Decision[] | undefined;
    }
  | { readonly type: 'failure'; readonly reason: string };

type FileMessage = FileReady | FileNews | FileEnd;

/** A thread that does one task after the other. It does not keep the process alive while it has none. */
export class FileThread {
  readonly #worker: Worker;
  #isReady = false;
  #isBusy = false;
  #failure: Error | undefined;

  /** @param workerFile the bundle of `fileWorker.ts` */
  constructor(workerFile: string) {
    this.#worker = new Worker(workerFile);
    this.#worker.unref();
    this.#worker.once('message', () => (this.#isReady = true));
    this.#worker.on('error', (error: Error) => (this.#failure = error));
    this.#worker.on('exit', () => (this.#failure ??= ended()));
  }

  /** Whether it would begin with a task at once. */
  get isReady(): boolean {
    return this.#isReady && this.canGoOn;
  }

  /** Whether it may be given a task: not in the middle of one, and not ended. */
  get canGoOn(): boolean {
    return !this.#isBusy && !this.#failure;
  }

  /**
   * Does the task and yields what that tells.
   * @throws the UploadError of the task, or the reason of the aborted signal
   */
  async *run(task: FileTask, signal: AbortSignal): AsyncGenerator<FileNews, void> {
    throwIfAborted(signal);
    if (this.#failure) throw this.#failure;
    this.#isBusy = true;
    this.#worker.ref();
    const messages = on(this.#worker, 'message', { signal, close: ['exit'] });
    this.#worker.postMessage(task);
    try {
      for await (const [message] of messages as AsyncIterable<[FileMessage]>)
        if (isNews(message)) yield message;
        else if (message.type !== 'ready') {
          this.#isBusy = false;
          this.#worker.unref();
          if (message.type === 'end') return;
          throw toError(message);
        }
      throw ended();
    } catch (error) {
      throwIfAborted(signal);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

function ended(): Error {
  return new Error('The thread that reads the file ended before its time.');
}

function isNews(message: FileMessage): message is FileNews {
  return message.type === 'cut' || message.type === 'share' || message.type === 'converted';
}

function toError(end: Exclude<FileEnd, { type: 'end' }>): Error {
  return end.type === 'refusal'
    ? new UploadError(end.kind, end.text, end.place, {
        ...(end.decisions && { decisions: end.decisions }),
      })
    : new Error(end.reason);
}
