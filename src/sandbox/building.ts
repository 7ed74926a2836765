import { dataSetIdOf, newToe, scramble } from './identifiers';
import {
  currentUserId,
  type Account,
  type Column,
  type DataProvider,
  type DataSource,
  type Execution,
  type ExecutionError,
  type StreamRecord,
  type Transport,
  type UpdateMethod,
} from './model';

/** The user who owns a DataSet. */
export interface Owner {
  readonly id: string;
  readonly name: string;
}

/** The parts of a stream that differ from one to the next; the rest is filled in. */
export interface StreamParts {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly transport: Transport;
  readonly dataProvider: DataProvider;
  readonly owner: Owner;
  readonly updateMethod: UpdateMethod;
  readonly account: Account | null;
  readonly columns: readonly Column[] | null;
  readonly rowCount: number;
  readonly scheduleExpression: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** Epoch seconds. */
  readonly modifiedAt: number;
}

/** A stream in full, without settings. */
export function buildStream(parts: StreamParts): StreamRecord {
  const scheduled = parts.scheduleExpression !== 'MANUAL';
  return {
    id: parts.id,
    valid: parts.account?.valid ?? true,
    transport: parts.transport,
    updateMethod: parts.updateMethod,
    dataProvider: parts.dataProvider,
    account: parts.account,
    dataSource: buildDataSource(parts),
    configuration: [],
    schemaDefinition: parts.columns && { columns: parts.columns },
    scheduleExpression: parts.scheduleExpression,
    scheduleStartDate: scheduled ? parts.createdAt : null,
    advancedScheduleJson: JSON.stringify({
      type: scheduled ? 'CUSTOM' : 'MANUAL',
      timezone: 'UTC',
    }),
    scheduleRetryExpression: null,
    scheduleRetryCount: 0,
    scheduleState: scheduled ? 'ACTIVE' : 'MANUAL',
    scheduleAssertion: null,
    createdAt: parts.createdAt,
    createdBy: currentUserId,
    modifiedAt: parts.modifiedAt,
    modifiedBy: currentUserId,
  };
}

/** A visible column in the live form. */
export function buildColumn(name: string, type: string): Column {
  const metadata = { colLabel: name, colFormat: '', isEncrypted: false };
  return { type, name, id: name, visible: true, metadata };
}

/** The parts of an execution that differ from one to the next. */
export interface ExecutionParts {
  readonly streamId: number;
  readonly executionId: number;
  /** Epoch seconds. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly updateMethod: UpdateMethod;
  readonly currentState: string;
  readonly runType: string;
  readonly rows: number;
  readonly bytes: number;
  readonly errors: readonly ExecutionError[];
  /** Connector runs have phases and a container. */
  readonly connector: boolean;
}

/** An execution in full; its trace id and the like depend on its ids only. */
export function buildExecution(parts: ExecutionParts): Execution {
  const { rows, bytes, connector, ...fields } = parts;
  const { streamId, executionId, startedAt, endedAt } = parts;
  const seed = scramble(streamId * 65_537 + executionId);
  const phaseType = endedAt === null ? 'INIT' : 'IDLE';
  return {
    ...fields,
    toe: newToe(seed),
    index: true,
    retryCount: 0,
    retryExecution: false,
    containerManagerId: connector ? 40_000 + (seed % 10_000) : null,
    uploadId: uploadIdOf(executionId),
    indexRequestKey: endedAt === null ? null : seed % 1_000_000,
    createdAt: startedAt,
    modifiedAt: endedAt ?? startedAt,
    latestPhase: connector ? { streamId, executionId, phaseType, startedAt, endedAt } : null,
    currentPhase: connector ? phaseType : null,
    removed: false,
    rowsInserted: rows,
    bytesInserted: bytes,
    startedBy: String(currentUserId),
    cancelledBy: null,
    dataTag: null,
    peakMemoryUsedBytes: connector ? 200_000_000 + (seed % 50_000_000) : 0,
    peakMemoryCommittedBytes: connector ? 268_435_456 : 0,
    exportable: false,
    manualIndex: false,
  };
}

/** Data versions are counted apart from executions: the two ids of an execution always differ. */
export function uploadIdOf(executionId: number): number {
  return executionId + 20_000;
}

/** An entry of `errors` as live instances write them. */
export function buildExecutionError(
  streamId: number,
  executionId: number,
  category: string,
  message: string,
): ExecutionError {
  return {
    id: scramble(streamId * 131 + executionId) % 10_000_000,
    streamId,
    executionId,
    category,
    code: `DP-${String((scramble(message.length) % 9000) + 1000)}`,
    message,
    parameters: {},
    invalidatesExecution: true,
  };
}

function buildDataSource(parts: StreamParts): DataSource {
  const modifiedMilliseconds = parts.modifiedAt * 1000;
  return {
    id: dataSetIdOf(parts.id),
    name: parts.name,
    description: parts.description,
    type: parts.dataProvider.key,
    displayType: parts.dataProvider.key,
    dataProviderType: parts.dataProvider.key,
    owner: { ...parts.owner, type: 'USER', group: false },
    status: 'SUCCESS',
    state: 'SUCCESS',
    rowCount: parts.rowCount,
    columnCount: parts.columns?.length ?? 0,
    streamId: parts.id,
    transportType: parts.transport.type,
    created: parts.createdAt * 1000,
    lastTouched: modifiedMilliseconds,
    lastUpdated: modifiedMilliseconds,
    tags: '[]',
  };
}
