import { setMaxListeners } from 'node:events';
import { abortReason } from '../../base/abort';
import type { Clock } from '../../base/clock';
import type { Log } from '../../base/log';
import { withRetry, type RetryPolicy } from '../../base/retry';
import { CompressionChooser } from './compression';
import { InFlightLimit } from './inFlightLimit';
import { mostConnections, type Cut, type Ledger, type Upload } from '../upload';
import { gzipBody, plainBody, sampleCompression } from './partBody';
import type { Progress } from './progress';
import type { Source } from './source';
import type { CreatedExecution, UploadTarget } from './target';

export interface SenderContext {
  readonly target: UploadTarget;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly progress: Progress;
}

/** Sends the parts of one upload, several at once, each until the server has it. */
export class Sender {
  readonly #compression: CompressionChooser;
  readonly #inFlight: InFlightLimit;
  #sampling = Promise.resolve();

  constructor(
    private readonly context: SenderContext,
    private readonly upload: Upload,
    private readonly source: Source,
    private readonly execution: CreatedExecution,
  ) {
    const { compression, concurrency } = upload.options;
    this.#compression = new CompressionChooser(compression, concurrency);
    this.#inFlight = new InFlightLimit(concurrency, mostConnections(concurrency), context.clock);
  }

  /**
   * Sends all cuts. The first failure stops the other parts and is thrown.
   * @param cuts may be taken from by several workers at once
   */
  async send(cuts: AsyncIterator<Cut>, signal: AbortSignal): Promise<void> {
    const others = new AbortController();
    const anySignal = AbortSignal.any([signal, others.signal]);
    // Each part listens to it: with many there is no leak to warn of.
    setMaxListeners(0, anySignal);
    const work = async (): Promise<void> => {
      try {
        for (let next = await cuts.next(); !next.done; next = await cuts.next())
          await this.#sendPart(next.value, anySignal);
      } catch (error) {
        others.abort(error);
        throw error;
      }
    };
    const most = mostConnections(this.upload.options.concurrency);
    const workers = Array.from({ length: most }, work);
    // All must have stopped before anything else is done with the execution.
    const ends = await Promise.allSettled(workers);
    await this.#sampling;
    if (signal.aborted) throw abortReason(signal);
    if (others.signal.aborted) throw others.signal.reason;
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    this.#assertAllSent();
  }

  /** What is committed now would be taken for the whole file. */
  #assertAllSent(): void {
    const { isCut, cuts, accepted } = this.upload;
    const sent = new Set(accepted).size;
    if (!isCut || sent !== cuts.length)
      throw new Error(`Only ${sent} parts were sent of ${cuts.length} that were cut.`);
  }

  async #sendPart(cut: Cut, signal: AbortSignal): Promise<void> {
    const { target, log, progress } = this.context;
    const policy: RetryPolicy = {
      retries: this.upload.options.retries,
      clock: this.context.clock,
      random: Math.random,
      isTransient: (error) => target.judge(error).isTransient,
      waitAskedFor: (error) => target.judge(error).waitAskedForMilliseconds,
      onRetry: (error, delayMilliseconds) => {
        progress.retried();
        if (target.judge(error).isOverload) this.#inFlight.slowDown();
        log.warn(`Part ${cut.number} is sent again in ${delayMilliseconds} ms: ${String(error)}`);
      },
    };
    const send = (): Promise<void> => this.#inFlight.run(() => this.#tryPart(cut, signal), signal);
    await withRetry(send, policy, signal);
    this.#inFlight.wentWell(sizeOf(cut));
    this.upload.accepted.push(cut.number);
    progress.accepted(cut);
    await this.context.ledger.save(this.upload);
  }

  async #tryPart(cut: Cut, signal: AbortSignal): Promise<void> {
    const { target, log, ledger } = this.context;
    await ledger.assertHeld();
    const compression = this.#compression.next();
    try {
      await this.#put(cut, compression, signal);
    } catch (error) {
      if (compression === 'none' || !target.judge(error).refusesBody) throw error;
      log.warn(`The server refuses a compressed part; going on without: ${String(error)}`);
      this.#compression.refused();
      await this.#put(cut, 'none', signal);
    }
  }

  async #put(cut: Cut, compression: 'gzip' | 'none', signal: AbortSignal): Promise<void> {
    const { target, progress, clock } = this.context;
    if (this.#compression.wantsSample()) this.#sampling = this.#sample(cut);
    const flight = progress.startPart();
    const start = clock.now();
    try {
      const body =
        compression === 'gzip'
          ? await gzipBody(this.source, cut, flight.add, signal)
          : plainBody(this.source, cut, flight.add);
      await target.putPart(this.execution, cut.number, body, signal);
      if (compression === 'none') this.#compression.sentPlain(sizeOf(cut), clock.now() - start);
    } finally {
      flight.end();
    }
  }

  /** Sees what compressing does, beside the parts that go plain. What it fails of, they fail of too. */
  async #sample(cut: Cut): Promise<void> {
    const { clock, log } = this.context;
    try {
      const sample = await sampleCompression(this.source, cut, () => clock.now());
      this.#compression.sampled(sample.plainBytes, sample.compressedBytes, sample.milliseconds);
    } catch (error) {
      log.debug(`No sample could be compressed: ${String(error)}`);
    }
  }
}

function sizeOf({ start, end }: Cut): number {
  return end - start;
}
