import { buildExecutionError } from './building';
import type { ExecutionStore } from './executionStore';
import { scramble } from './identifiers';
import type { Execution, ExecutionRecord, StreamRecord } from './model';
import type { Settings } from './options';
import type { StreamStore } from './streamStore';
import type { Timers } from './timers';

/** INIT and IDLE are Domo's own names; the ones between are the sandbox's guess. */
const phases = ['INIT', 'EXTRACT', 'EXTRACT', 'EXTRACT', 'UPLOAD', 'UPLOAD', 'INDEX'];

/** The step after which a failing run fails. */
const failingStep = 4;

const bytesPerRow = 64;

/**
 * Pretends to run connectors: each takes some seconds, goes through phases and brings more and more
 * rows. A run fails where the stream's account is not valid, and otherwise each fifth one does.
 */
export class ConnectorRuns {
  readonly #settings: Settings;
  readonly #streams: StreamStore;
  readonly #executions: ExecutionStore;
  readonly #timers: Timers;

  constructor(
    settings: Settings,
    streams: StreamStore,
    executions: ExecutionStore,
    timers: Timers,
  ) {
    this.#settings = settings;
    this.#streams = streams;
    this.#executions = executions;
    this.#timers = timers;
  }

  start({ execution: { streamId, executionId } }: ExecutionRecord): void {
    this.#stepLater(streamId, executionId, 1);
  }

  #stepLater(streamId: number, executionId: number, step: number): void {
    const delayMilliseconds = this.#settings.connectorRunMilliseconds / phases.length;
    this.#timers.after(delayMilliseconds, () => {
      const record = this.#executions.find(streamId, executionId);
      const stream = this.#streams.find(streamId);
      // Aborted, cancelled or deleted meanwhile.
      if (record?.stage !== 'running' || !stream) return;
      if (step === failingStep && fails(stream, executionId)) this.#fail(record, stream);
      else if (step === phases.length) this.#succeed(record, stream);
      else {
        this.#executions.change(record, progress(record.execution, step), 'running');
        this.#stepLater(streamId, executionId, step + 1);
      }
    });
  }

  #succeed(record: ExecutionRecord, stream: StreamRecord): void {
    const rows = rowsOf(record.execution);
    const before = record.execution.updateMethod === 'REPLACE' ? 0 : stream.dataSource.rowCount;
    const dataSource = {
      ...stream.dataSource,
      rowCount: before + rows,
      lastUpdated: Date.now(),
    };
    this.#streams.put({ ...stream, dataSource });
    this.#end(record, {
      currentState: 'SUCCESS',
      rowsInserted: rows,
      bytesInserted: rows * bytesPerRow,
    });
  }

  #fail(record: ExecutionRecord, stream: StreamRecord): void {
    const { streamId, executionId } = record.execution;
    const name = stream.dataProvider.name;
    const message =
      stream.account?.valid === false
        ? `${name} refused the credentials of the account "${stream.account.displayName}".`
        : `${name} did not answer within 60 seconds.`;
    const errors = [buildExecutionError(streamId, executionId, 'CONNECTOR', message)];
    this.#end(record, { currentState: 'ERROR', errors });
  }

  #end(record: ExecutionRecord, fields: Partial<Execution>): void {
    const endedAt = nowSeconds();
    const phase = { currentPhase: 'IDLE', latestPhase: phaseOf(record.execution, 'IDLE', endedAt) };
    this.#executions.change(record, { ...phase, endedAt, ...fields }, 'ended');
  }
}

function progress(execution: Execution, step: number): Partial<Execution> {
  const phase = phases[step] ?? 'INDEX';
  const rowsInserted = Math.floor((rowsOf(execution) * step) / phases.length);
  return {
    currentPhase: phase,
    latestPhase: phaseOf(execution, phase, null),
    rowsInserted,
    bytesInserted: rowsInserted * bytesPerRow,
  };
}

function phaseOf(
  { streamId, executionId }: Execution,
  phaseType: string,
  endedAt: number | null,
): Execution['latestPhase'] {
  return { streamId, executionId, phaseType, startedAt: nowSeconds(), endedAt };
}

function fails(stream: StreamRecord, executionId: number): boolean {
  return stream.account?.valid === false || executionId % 5 === 0;
}

function rowsOf({ streamId, executionId }: Execution): number {
  return 500 + (scramble(streamId * 97 + executionId) % 5000);
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
