import { RequestError } from './answer';
import type { Execution, ExecutionRecord, Stage } from './model';
import type { Seed } from './seed';

/** What differs from the seed, as it is kept on disk. */
export interface ExecutionsState {
  readonly streamId: number;
  readonly lastId: number;
  readonly removed: readonly number[];
  readonly changed: readonly ExecutionRecord[];
}

interface Log {
  /** Executions are a sequence per stream, from 1. */
  lastId: number;
  readonly removed: Set<number>;
  readonly changed: Map<number, ExecutionRecord>;
}

/** All executions of all streams: the seed's, and what was changed on top of it. */
export class ExecutionStore {
  readonly #seed: Seed;
  readonly #logs = new Map<number, Log>();
  readonly #onChange: () => void;

  constructor(seed: Seed, onChange: () => void) {
    this.#seed = seed;
    this.#onChange = onChange;
  }

  /** The ids of a stream's executions, ascending. */
  ids(streamId: number): number[] {
    const log = this.#logs.get(streamId);
    const all = Array.from({ length: this.lastId(streamId) }, (_, index) => index + 1);
    return log && log.removed.size > 0 ? all.filter((id) => !log.removed.has(id)) : all;
  }

  /** The highest id that was ever given in a stream. */
  lastId(streamId: number): number {
    return this.#logs.get(streamId)?.lastId ?? this.#seed.executionCount(streamId);
  }

  find(streamId: number, executionId: number): ExecutionRecord | undefined {
    const log = this.#logs.get(streamId);
    if (log?.removed.has(executionId)) return undefined;
    const changed = log?.changed.get(executionId);
    if (changed) return changed;
    if (executionId < 1 || executionId > this.#seed.executionCount(streamId)) return undefined;
    return this.#seed.execution(streamId, executionId);
  }

  /** Throws 404. */
  get(streamId: number, executionId: number): ExecutionRecord {
    const record = this.find(streamId, executionId);
    if (record) return record;
    throw new RequestError(404, `Stream ${streamId} has no execution ${executionId}.`);
  }

  /** Newest first, made one by one as far as they are looked at. */
  *newestFirst(streamId: number): Generator<ExecutionRecord> {
    for (let id = this.lastId(streamId); id > 0; id -= 1) {
      const record = this.find(streamId, id);
      if (record) yield record;
    }
  }

  /** The one that runs. A new one ends its forerunner, so only the newest can. */
  active(streamId: number): ExecutionRecord | undefined {
    for (const record of this.newestFirst(streamId))
      return record.stage === 'ended' ? undefined : record;
    return undefined;
  }

  put(record: ExecutionRecord): void {
    const { streamId, executionId } = record.execution;
    const log = this.#log(streamId);
    log.lastId = Math.max(log.lastId, executionId);
    log.changed.set(executionId, record);
    this.#onChange();
  }

  /** Stores the execution with some fields changed, and moves its `modifiedAt`. */
  change(record: ExecutionRecord, fields: Partial<Execution>, stage: Stage): ExecutionRecord {
    const modifiedAt = Math.floor(Date.now() / 1000);
    const changed = { execution: { ...record.execution, modifiedAt, ...fields }, stage };
    this.put(changed);
    return changed;
  }

  remove(streamId: number, executionId: number): void {
    const log = this.#log(streamId);
    log.changed.delete(executionId);
    log.removed.add(executionId);
    this.#onChange();
  }

  /** Forgets a stream that was deleted. */
  removeAll(streamId: number): void {
    this.#logs.delete(streamId);
    this.#onChange();
  }

  /** Executions that were changed and have not ended; the ones to go on with after a restart. */
  unfinished(): ExecutionRecord[] {
    return [...this.#logs.values()].flatMap((log) =>
      [...log.changed.values()].filter((record) => record.stage !== 'ended'),
    );
  }

  save(): ExecutionsState[] {
    return [...this.#logs].map(([streamId, log]) => ({
      streamId,
      lastId: log.lastId,
      removed: [...log.removed],
      changed: [...log.changed.values()],
    }));
  }

  restore(states: readonly ExecutionsState[]): void {
    for (const { streamId, lastId, removed, changed } of states)
      this.#logs.set(streamId, {
        lastId,
        removed: new Set(removed),
        changed: new Map(changed.map((record) => [record.execution.executionId, record])),
      });
  }

  #log(streamId: number): Log {
    const known = this.#logs.get(streamId);
    if (known) return known;
    const lastId = this.#seed.executionCount(streamId);
    const log: Log = { lastId, removed: new Set(), changed: new Map() };
    this.#logs.set(streamId, log);
    return log;
  }
}
