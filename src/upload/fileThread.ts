import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { throwIfAborted } from '../base/abort';
import type { Text } from '../base/text';
import type { Convertible } from './convert/convert';
import { UploadError, type SourcePlace, type UploadErrorKind } from './errors';
import type { Cut, UploadJob } from './job';
import type { SourceVersion } from './source';

/** What a thread does with a file, so that the one that sends has its time for that. */
export type FileTask =
  | { readonly type: 'cut'; readonly job: UploadJob }
  | { readonly type: 'convert'; readonly convertible: Convertible; readonly path: string };

/** What it tells meanwhile. */
export type FileNews =
  | { readonly type: 'cut'; readonly cut: Cut }
  /** How much is converted, from 0 to 1. */
  | { readonly type: 'share'; readonly share: number }
  | { readonly type: 'converted'; readonly version: SourceVersion };

/** Its last word. Errors don't keep their fields on the way between threads. */
export type FileEnd =
  | { readonly type: 'end' }
  | {
      readonly type: 'refusal';
      readonly kind: UploadErrorKind;
      readonly text: Text;
      readonly place: SourcePlace | undefined;
    }
  | { readonly type: 'failure'; readonly reason: string };

/**
 * Does a task in a thread of its own and yields what that tells. The thread is stopped where the caller
 * asks for no more.
 * @param workerFile the bundle of `fileWorker.ts`
 * @throws the UploadError of the task, or the reason of the aborted signal
 */
export async function* inThread(
  workerFile: string,
  task: FileTask,
  signal: AbortSignal,
): AsyncGenerator<FileNews, void> {
  throwIfAborted(signal);
  const worker = new Worker(workerFile, { workerData: task });
  let isOver = false;
  try {
    const messages = on(worker, 'message', { signal, close: ['exit'] });
    for await (const [message] of messages as AsyncIterable<[FileNews | FileEnd]>) {
      if (isNews(message)) yield message;
      else {
        isOver = true;
        if (message.type === 'end') return;
        throw toError(message);
      }
    }
    throw new Error('The thread that reads the file ended before its time.');
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  } finally {
    // A thread that has said its last word ends by itself.
    if (!isOver) await worker.terminate();
  }
}

function isNews(message: FileNews | FileEnd): message is FileNews {
  return message.type === 'cut' || message.type === 'share' || message.type === 'converted';
}

function toError(end: Exclude<FileEnd, { type: 'end' }>): Error {
  return end.type === 'refusal'
    ? new UploadError(end.kind, end.text, end.place)
    : new Error(end.reason);
}
