import { join } from 'node:path';
import { fileNameFor } from '../../base/files';
import { KeyedQueue } from '../../base/keyedQueue';
import { LockFiles, type HeldLock } from '../../base/lockFile';
import { text } from '../../base/text';
import { DomoError } from '../../domo/http/errors';

/** One stream of one connection: one window at a time uploads to it. */
export interface StreamKey {
  readonly connectionId: string;
  readonly streamId: number;
}

/** The locks that keep two windows from uploading to the same stream: their executions would cancel each other. */
export class StreamLocks {
  readonly #files = new LockFiles();
  /** Taking and releasing one stream happen one after the other. */
  readonly #turns = new KeyedQueue();
  readonly #held = new Map<string, HeldLock>();

  constructor(private readonly directory: string) {}

  /**
   * Keeps other windows from uploading to a stream, until `release`.
   * @throws DomoError `conflict` if another window has an upload to it
   */
  async hold(stream: StreamKey, streamName: string): Promise<void> {
    if (await this.take(stream)) return;
    throw new DomoError(
      'conflict',
      text(
        'Another window has an upload to {0}. Wait until it ends, or cancel it there.',
        streamName,
      ),
    );
  }

  /** @throws DomoError `conflict` if another window has taken the stream over, as this one seemed dead */
  async assertHeld(stream: StreamKey): Promise<void> {
    if (await this.isLost(stream))
      throw new DomoError(
        'conflict',
        text('This upload is running in another window. Continue it there.'),
      );
  }

  /** Whether this window took a stream. Another one may have taken it over since. */
  holds(stream: StreamKey): boolean {
    return this.#held.has(streamKey(stream));
  }

  async isLost(stream: StreamKey): Promise<boolean> {
    return !((await this.#held.get(streamKey(stream))?.isOurs()) ?? false);
  }

  /**
   * Lets other windows upload to a stream.
   * @param isUsed asked when it is this call's turn; if true, the stream stays held
   */
  release(stream: StreamKey, isUsed: () => boolean = () => false): Promise<void> {
    const key = streamKey(stream);
    return this.#turns.run(key, async () => {
      if (isUsed()) return;
      const lock = this.#held.get(key);
      this.#held.delete(key);
      await lock?.release();
    });
  }

  /** Shows other windows that this one is alive. */
  async touch(): Promise<void> {
    await Promise.all([...this.#held.values()].map((lock) => lock.touch()));
  }

  /** @returns whether this window has the stream now, or had it before; false if another window has it */
  take(stream: StreamKey): Promise<'taken' | 'held' | false> {
    const key = streamKey(stream);
    return this.#turns.run(key, async () => {
      if (await this.#held.get(key)?.isOurs()) return 'held';
      const lock = await this.#files.take(join(this.directory, fileNameFor(key)));
      if (!lock) return false;
      this.#held.set(key, lock);
      return 'taken';
    });
  }
}

/** A stream's key in maps. */
export function streamKey({ connectionId, streamId }: StreamKey): string {
  return `${connectionId}/${streamId}`;
}
