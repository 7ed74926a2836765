import { availableParallelism } from 'node:os';

export type CompressionSetting = 'auto' | 'gzip' | 'none';

/** zlib compresses in the threads of libuv, of which there are four. */
const compressorThreads = 4;
/** Measured: compressing pays while the way is slower than this share of what the compressor does. */
const worthwhileShare = 0.8;

/**
 * Decides whether parts are compressed. On `auto` the first parts go plain, which measures the way to the
 * server, and one is compressed, which measures the compressor; the faster of both is taken from then on.
 */
export class CompressionChooser {
  #choice: 'measuring' | 'gzip' | 'none';
  /** Bytes per second of all connections together. */
  #wayRate: number | undefined;
  #isCompressorAsked = false;

  constructor(
    setting: CompressionSetting,
    private readonly concurrency: number,
    private readonly processors = availableParallelism(),
  ) {
    this.#choice = setting === 'auto' ? 'measuring' : setting;
  }

  /** How the next part goes. */
  next(): 'gzip' | 'none' {
    if (this.#choice !== 'measuring') return this.#choice;
    if (this.#wayRate === undefined || this.#isCompressorAsked) return 'none';
    this.#isCompressorAsked = true;
    return 'gzip';
  }

  /** A plain part was taken, this many bytes in this time beside the others. */
  sentPlain(bytes: number, milliseconds: number): void {
    this.#wayRate ??= (bytes * 1000 * this.concurrency) / Math.max(1, milliseconds);
  }

  /** A part was compressed, this many plain bytes in this time. */
  compressed(bytes: number, milliseconds: number): void {
    if (this.#choice !== 'measuring' || this.#wayRate === undefined) return;
    const threads = Math.min(this.concurrency, this.processors, compressorThreads);
    const compressorRate = (bytes * 1000 * threads) / Math.max(1, milliseconds);
    this.#choice = this.#wayRate < worthwhileShare * compressorRate ? 'gzip' : 'none';
  }

  /** The server doesn't take compressed parts. */
  refused(): void {
    this.#choice = 'none';
  }
}
