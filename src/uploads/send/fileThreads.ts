import { FileThread, type FileNews, type FileTask } from './fileThread';
import type { Inspection } from '../plan/inspect';
import { threadIdleMilliseconds } from '../../base/policies';

const mebibyte = 1024 * 1024;

/** What is smaller is done before a thread would have started. */
const worthAThreadBytes = { cut: 64 * mebibyte, convert: mebibyte } as const;

/** Whether a thread pays for so many bytes of a file. */
export function isWorthAThread(type: FileTask['type'], bytes: number): boolean {
  return bytes >= worthAThreadBytes[type];
}

/**
 * Threads for the work with files. One is kept for a while, so that it can be started ahead, while a person
 * still looks at what will be sent, and used again: a start takes longer than cutting 50 MB.
 */
export class FileThreads {
  #spare: FileThread | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** @param workerFile the bundle of `fileWorker.ts` */
  constructor(private readonly workerFile: string) {}

  /** Whether a thread would begin with a task at once. */
  get isReady(): boolean {
    return this.#spare?.isReady ?? false;
  }

  /** Starts a thread where the upload of a file that was looked at will want one. */
  prepareFor({ version, recipe }: Inspection): void {
    if (isWorthAThread(recipe ? 'convert' : 'cut', version.size)) this.prepare();
  }

  /** Starts a thread, unless one is there already. Tells whether it would begin with a task at once. */
  prepare(): boolean {
    this.#spare ??= new FileThread(this.workerFile);
    this.#idle ??= setTimeout(() => void this.stop(), threadIdleMilliseconds).unref();
    return this.isReady;
  }

  /**
   * Does the task in a thread and yields what that tells. The thread is stopped where the caller asks for
   * no more.
   * @throws the UploadError of the task, or the reason of the aborted signal
   */
  async *run(task: FileTask, signal: AbortSignal): AsyncGenerator<FileNews, void> {
    const thread = this.#take();
    try {
      yield* thread.run(task, signal);
    } finally {
      await this.#giveBack(thread);
    }
  }

  /** Stops the thread that waits for a task. */
  async stop(): Promise<void> {
    await this.#takeSpare()?.stop();
  }

  /** The one that waits, unless it has ended meanwhile. */
  #take(): FileThread {
    const spare = this.#takeSpare();
    return spare?.canGoOn ? spare : new FileThread(this.workerFile);
  }

  #takeSpare(): FileThread | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    clearTimeout(this.#idle);
    this.#idle = undefined;
    return spare;
  }

  async #giveBack(thread: FileThread): Promise<void> {
    if (!thread.canGoOn || this.#spare) return thread.stop();
    this.#spare = thread;
    this.prepare();
  }
}
