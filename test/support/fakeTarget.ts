import { gunzipSync } from 'node:zlib';
import { throwIfAborted } from '../../src/base/abort';
import type { StreamedBody } from '../../src/domo/http/transport';
import type {
  CreatedExecution,
  Failure,
  TargetExecution,
  UploadTarget,
} from '../../src/uploads/send/target';
import { collectBytes } from './collect';

/** A failed call with what it means. */
export class FakeFailure extends Error {
  readonly failure: Failure;

  constructor(message: string, failure: Partial<Failure> = {}) {
    super(message);
    this.failure = {
      isTransient: false,
      isOverload: false,
      mayHaveTakenEffect: false,
      refusesBody: false,
      refusesState: false,
      refusesToken: false,
      waitAskedForMilliseconds: undefined,
      ...failure,
    };
  }
}

export const lost = new FakeFailure('lost', { isTransient: true, mayHaveTakenEffect: true });
export const busy = new FakeFailure('busy', { isTransient: true });
export const denied = new FakeFailure('denied');
export const refused = new FakeFailure('refused', { refusesState: true, refusesBody: true });

/** What happens to a call: it fails before or after its effect. */
export interface Fault {
  readonly error: Error;
  readonly afterEffect?: boolean;
}

interface FakeExecution {
  outcome: TargetExecution['outcome'];
  rowsInserted: number | undefined;
  readonly parts: Map<number, Buffer>;
  commits: number;
}

/** A server with one stream, in memory. A new execution ends the one before it. */
export class FakeTarget implements UploadTarget {
  readonly executions: FakeExecution[] = [];
  /** Each call, such as `part 3` or `commit 1`. */
  readonly calls: string[] = [];
  mostInFlight = 0;
  inFlight = 0;
  /** Looks at an execution after its commit that still show it as running; 0 ends it at once. */
  looksUntilLoaded = 1;
  updateMethod: string | undefined = 'APPEND';
  countRows = (csv: string): number | undefined => csv.split('\n').length - 1;
  /** How long a part is under way; it does not heed the signal, as an answer may come at any time. */
  delayOf: (part: number) => Promise<unknown> = () => new Promise(setImmediate);
  /** Says what happens to a call; `nth` counts calls of that name from 1. */
  faultOf: (call: string, nth: number) => Fault | undefined = () => undefined;

  async createExecution(
    _method: string | undefined,
    signal: AbortSignal,
  ): Promise<TargetExecution> {
    return this.#call('create', signal, () => {
      for (const former of this.executions)
        if (former.outcome === 'running') former.outcome = 'ended';
      this.executions.push({
        outcome: 'running',
        rowsInserted: undefined,
        parts: new Map(),
        commits: 0,
      });
      return this.#view(this.executions.length);
    });
  }

  async getExecution(executionId: number, signal: AbortSignal): Promise<TargetExecution> {
    return this.#call(`get ${executionId}`, signal, () => {
      const execution = this.#execution(executionId);
      const looks = this.calls.filter((call) => call === `get ${executionId}`).length;
      if (
        execution.commits > 0 &&
        looks >= this.looksUntilLoaded &&
        execution.outcome === 'running'
      )
        execution.outcome = 'succeeded';
      if (execution.outcome === 'succeeded')
        execution.rowsInserted = this.countRows(this.loaded(executionId));
      return this.#view(executionId);
    });
  }

  async findRunningAfter(
    executionId: number,
    signal: AbortSignal,
  ): Promise<TargetExecution | undefined> {
    return this.#call('find', signal, () => {
      const newest = this.executions.length;
      const isNewer = newest > executionId && this.executions[newest - 1]?.outcome === 'running';
      return isNewer ? this.#view(newest) : undefined;
    });
  }

  async newestExecutionId(signal: AbortSignal): Promise<number> {
    return this.#call('newest', signal, () => this.executions.length);
  }

  async putPart(
    { executionId }: CreatedExecution,
    number: number,
    body: StreamedBody,
    signal: AbortSignal,
  ): Promise<void> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      const sent = await collectBytes(body.open());
      if (sent.length !== body.length) throw new Error('The length of a body was wrong.');
      await this.delayOf(number);
      const isCompressed = body.contentEncoding === 'gzip';
      await this.#call(`part ${number}${isCompressed ? ' gzip' : ''}`, signal, () => {
        if (this.#execution(executionId).outcome !== 'running') throw refused;
        this.#execution(executionId).parts.set(number, isCompressed ? gunzipSync(sent) : sent);
      });
    } finally {
      this.inFlight -= 1;
    }
  }

  async commit({ executionId }: CreatedExecution, signal: AbortSignal): Promise<void> {
    await this.#call(`commit ${executionId}`, signal, () => {
      const execution = this.#execution(executionId);
      if (execution.commits > 0 || execution.outcome !== 'running') throw refused;
      execution.commits += 1;
    });
  }

  async abort(
    { executionId }: CreatedExecution,
    _reason: string,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#call(`abort ${executionId}`, signal, () => {
      this.#execution(executionId).outcome = 'ended';
    });
  }

  judge(error: unknown): Failure {
    const unknown = new FakeFailure('unknown', { mayHaveTakenEffect: true });
    return (error instanceof FakeFailure ? error : unknown).failure;
  }

  /** The parts of an execution in the order of their numbers, which must be without gaps. */
  loaded(executionId: number): string {
    const { parts } = this.#execution(executionId);
    const inOrder = Array.from({ length: parts.size }, (_, index) => parts.get(index + 1));
    if (inOrder.includes(undefined)) throw new Error('There is a gap between the parts.');
    return inOrder.join('');
  }

  /** Calls whose name begins so. */
  count(name: string): number {
    return this.calls.filter((call) => call.startsWith(name)).length;
  }

  async #call<T>(call: string, signal: AbortSignal, effect: () => T): Promise<T> {
    throwIfAborted(signal);
    this.calls.push(call);
    const fault = this.faultOf(call, this.calls.filter((each) => each === call).length);
    await Promise.resolve();
    if (fault && !fault.afterEffect) throw fault.error;
    const result = effect();
    if (fault) throw fault.error;
    return result;
  }

  #execution(executionId: number): FakeExecution {
    const execution = this.executions[executionId - 1];
    if (!execution) throw new Error(`There is no execution ${executionId}.`);
    return execution;
  }

  #view(executionId: number): TargetExecution {
    const { outcome, rowsInserted } = this.#execution(executionId);
    const { updateMethod } = this;
    const errorText = outcome === 'failed' ? 'Bad data. (toe T1)' : undefined;
    const state = outcome.toUpperCase();
    return {
      executionId,
      uploadId: undefined,
      state,
      outcome,
      rowsInserted,
      updateMethod,
      errorText,
    };
  }
}
