import { RequestError } from './answer';
import { buildExecution, buildExecutionError } from './building';
import type { ConnectorRuns } from './connectorRuns';
import type { DataSetStore } from './dataSetStore';
import type { ExecutionStore } from './executionStore';
import { messageOf } from './json';
import { currentUserId, type Execution, type ExecutionRecord, type UpdateMethod } from './model';
import type { Settings } from './options';
import type { PartStore } from './partStore';
import type { StreamStore } from './streamStore';
import type { Timers } from './timers';

/** What the lifecycle works with. */
export interface LifecycleParts {
  readonly settings: Settings;
  readonly streams: StreamStore;
  readonly executions: ExecutionStore;
  readonly parts: PartStore;
  readonly dataSets: DataSetStore;
  readonly runs: ConnectorRuns;
  readonly timers: Timers;
}

/** Takes executions from their start to their end: commit, load, abort, cancel. */
export class Lifecycle {
  readonly #with: LifecycleParts;

  constructor(parts: LifecycleParts) {
    this.#with = parts;
  }

  /**
   * Starts an execution. A stream has one at a time: a former one that still runs is cancelled, unless the
   * sandbox plays a live instance on which streams were seen to be wedged with several.
   */
  start(streamId: number, updateMethod: UpdateMethod, runType: string): Execution {
    const { executions, runs, settings, streams } = this.#with;
    const former = executions.active(streamId);
    if (former && !settings.severalActive)
      this.#stop(former, 'CANCELLED', 'USER', 'Cancelled by a newer execution.');
    const connector = streams.get(streamId).transport.type === 'CONNECTOR';
    const execution = buildExecution({
      streamId,
      executionId: executions.lastId(streamId) + 1,
      startedAt: nowSeconds(),
      endedAt: null,
      updateMethod,
      currentState: 'ACTIVE',
      runType,
      rows: 0,
      bytes: 0,
      errors: [],
      connector,
    });
    const uploadId = settings.nullUploadId ? null : execution.uploadId;
    const record: ExecutionRecord = {
      execution: { ...execution, uploadId },
      stage: connector ? 'running' : 'waiting',
    };
    executions.put(record);
    if (connector) runs.start(record);
    return record.execution;
  }

  /**
   * Loads the parts: 400 where there are none, where numbers are missing and where it ended otherwise;
   * 409 where it was committed before. It stays ACTIVE a while, as on live instances.
   */
  commit(record: ExecutionRecord): Execution {
    const { executionId, streamId, currentState } = record.execution;
    const committed = record.stage === 'loading' || currentState === 'SUCCESS';
    if (committed)
      throw new RequestError(409, `Execution ${executionId} has been committed already.`);
    this.requireWaiting(record);
    this.#with.parts.totals({ streamId, executionId });
    const loading = this.#with.executions.change(record, {}, 'loading');
    this.#finishLater(loading);
    return loading.execution;
  }

  /** Ends an execution without loading anything. 400 where it has ended. */
  abort(record: ExecutionRecord, category: string, message: string): Execution {
    if (record.stage === 'ended') throw notActive(record.execution);
    return this.#stop(record, 'ABORTED', category, message);
  }

  /** Deletes an execution; one that runs is stopped first. */
  remove(record: ExecutionRecord): void {
    const { streamId, executionId } = record.execution;
    if (record.stage !== 'ended') this.#stop(record, 'ABORTED', 'USER', 'Deleted.');
    this.#with.executions.remove(streamId, executionId);
  }

  /** Throws 400 unless the execution waits for parts. */
  requireWaiting(record: ExecutionRecord): void {
    if (record.stage === 'waiting') return;
    if (record.stage === 'running')
      throw new RequestError(
        400,
        'The connector of this stream brings the data; it takes no parts.',
      );
    throw notActive(record.execution);
  }

  /** Goes on with what was under way when an earlier sandbox on the same folder ended. */
  resume(): void {
    for (const record of this.#with.executions.unfinished()) {
      if (record.stage === 'loading') this.#finishLater(record);
      if (record.stage === 'running') this.#with.runs.start(record);
    }
  }

  #stop(record: ExecutionRecord, state: string, category: string, message: string): Execution {
    const { streamId, executionId } = record.execution;
    this.#with.parts.discard({ streamId, executionId });
    const fields = {
      currentState: state,
      endedAt: nowSeconds(),
      cancelledBy: String(currentUserId),
      errors: [buildExecutionError(streamId, executionId, category, message)],
    };
    return this.#with.executions.change(record, fields, 'ended').execution;
  }

  #finishLater({ execution: { streamId, executionId } }: ExecutionRecord): void {
    this.#with.timers.after(this.#with.settings.loadMilliseconds, () => {
      const record = this.#with.executions.find(streamId, executionId);
      // Aborted, cancelled or deleted meanwhile.
      if (record?.stage !== 'loading') return;
      try {
        this.#load(record);
      } catch (error) {
        this.#stop(record, 'ERROR', 'DATA', `The parts can't be loaded: ${messageOf(error)}`);
      }
    });
  }

  #load(record: ExecutionRecord): void {
    const { parts, dataSets, streams, executions } = this.#with;
    const { streamId, executionId, updateMethod } = record.execution;
    const key = { streamId, executionId };
    const { rows, bytes } = parts.totals(key);
    const stream = streams.get(streamId);
    dataSets.load(stream.dataSource.id, parts, key, updateMethod);
    const before = updateMethod === 'REPLACE' ? 0 : stream.dataSource.rowCount;
    const rowCount = before + rows;
    const lastUpdated = Date.now();
    streams.put({ ...stream, dataSource: { ...stream.dataSource, rowCount, lastUpdated } });
    const fields = { currentState: 'SUCCESS', rowsInserted: rows, bytesInserted: bytes };
    executions.change(record, { ...fields, endedAt: nowSeconds() }, 'ended');
  }
}

function notActive({ executionId, currentState }: Execution): RequestError {
  const state = currentState === 'ACTIVE' ? 'being loaded' : currentState;
  return new RequestError(400, `Execution ${executionId} takes nothing more: it is ${state}.`);
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
