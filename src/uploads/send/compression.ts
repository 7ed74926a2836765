import { availableParallelism } from 'node:os';

export type CompressionSetting = 'auto' | 'gzip' | 'none';

/** zlib compresses in the threads of libuv, of which there are four. */
const compressorThreads = 4;
/** Measured: compressing pays while the way is slower than this share of what the compressor does. */
const worthwhileShare = 0.8;
/** What hardly gets smaller isn't worth the server's time to unpack it. */
const leastRatio = 1.1;

/**
 * Decides whether parts are compressed. On `auto` the first parts go plain, which measures the way to the
 * server, while a piece of the file is compressed to measure the compressor; the faster of both is taken
 * from then on.
 */
export class CompressionChooser {
  #choice: 'measuring' | 'gzip' | 'none';
  /** Bytes per second of all connections together. */
  #wayRate: number | undefined;
  #compressor: { bytesPerSecond: number; ratio: number } | undefined;
  #isSampleAsked = false;

  constructor(
    setting: CompressionSetting,
    private readonly concurrency: number,
    private readonly processors = availableParallelism(),
  ) {
    this.#choice = setting === 'auto' ? 'measuring' : setting;
  }

  /** How the next part goes. */
  next(): 'gzip' | 'none' {
    return this.#choice === 'gzip' ? 'gzip' : 'none';
  }

  /** Whether a piece of the file is to be compressed now to see what that does; asks for it once. */
  wantsSample(): boolean {
    const wants = this.#choice === 'measuring' && !this.#isSampleAsked;
    this.#isSampleAsked = true;
    return wants;
  }

  /** A plain part was taken, this many bytes in this time beside the others. */
  sentPlain(bytes: number, milliseconds: number): void {
    this.#wayRate ??= (bytes * 1000 * this.concurrency) / Math.max(1, milliseconds);
    this.#decide();
  }

  /** A sample was compressed, from this many bytes to that many in this time. */
  sampled(plainBytes: number, compressedBytes: number, milliseconds: number): void {
    const threads = Math.min(this.concurrency, this.processors, compressorThreads);
    this.#compressor = {
      bytesPerSecond: (plainBytes * 1000 * threads) / Math.max(1, milliseconds),
      ratio: plainBytes / Math.max(1, compressedBytes),
    };
    this.#decide();
  }

  /** The server doesn't take compressed parts. */
  refused(): void {
    this.#choice = 'none';
  }

  #decide(): void {
    const compressor = this.#compressor;
    if (this.#choice !== 'measuring' || this.#wayRate === undefined || !compressor) return;
    const isFaster = this.#wayRate < worthwhileShare * compressor.bytesPerSecond;
    this.#choice = isFaster && compressor.ratio >= leastRatio ? 'gzip' : 'none';
  }
}
