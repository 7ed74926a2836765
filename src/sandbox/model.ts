import type { JsonObject } from './json';

/** How a load treats the rows that are there. UPSERT is taken as clients send it. */
export type UpdateMethod = 'APPEND' | 'REPLACE' | 'UPSERT';

/** The update methods that are accepted; live instances know the first two for certain. */
export const updateMethods: readonly UpdateMethod[] = ['APPEND', 'REPLACE', 'UPSERT'];

/** Column types of a DataSet, from Domo's DataSet reference; there is no boolean. */
export const columnTypes: readonly string[] = [
  'STRING',
  'DECIMAL',
  'LONG',
  'DOUBLE',
  'DATE',
  'DATETIME',
];

/** A column of `schemaDefinition`, in the live form. */
export interface Column {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly visible: boolean;
  readonly metadata: { colLabel: string; colFormat: string; isEncrypted: boolean };
}

/** One setting of a stream in the live form; `value` is always text, often JSON as text. */
export interface ConfigurationEntry {
  readonly streamId: number;
  readonly category: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** The settings of a stream in the specification's form. */
export type ConfigurationMap = Record<string, { value: string; type: string }>;

/** Both forms are around: the live array, and the specification's map. */
export type Configuration = ConfigurationEntry[] | ConfigurationMap;

/** An account that a stream logs in with. Times are epoch seconds. */
export interface Account {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly displayName: string;
  readonly type: 'DATA';
  readonly valid: boolean;
  readonly dataProviderType: string;
  readonly credentialsType: string;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly modifiedAt: number;
  readonly modifiedBy: number;
  readonly configurations: readonly Record<string, string>[];
}

/** The DataSet behind a stream. Its times are epoch milliseconds, unlike the stream's own. */
export interface DataSource {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly displayType: string;
  readonly dataProviderType: string;
  readonly owner: { id: string; name: string; type: 'USER'; group: boolean };
  readonly status: string;
  readonly state: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly streamId: number;
  readonly transportType: string;
  readonly created: number;
  readonly lastTouched: number;
  readonly lastUpdated: number;
  /** JSON as text. */
  readonly tags: string;
}

/** How data reaches the stream. */
export interface Transport {
  readonly type: string;
  readonly description: string | null;
  readonly version: string | null;
}

/** Who provides the data. */
export interface DataProvider {
  readonly id: number | null;
  readonly key: string;
  readonly name: string;
}

/** A stream as it is stored; its executions are kept apart. Times are epoch seconds. */
export interface StreamRecord {
  readonly id: number;
  readonly valid: boolean;
  readonly transport: Transport;
  readonly updateMethod: UpdateMethod;
  readonly dataProvider: DataProvider;
  readonly account: Account | null;
  readonly dataSource: DataSource;
  readonly configuration: Configuration;
  readonly schemaDefinition: { columns: readonly Column[] } | null;
  /** A quartz cron expression, or `MANUAL`. */
  readonly scheduleExpression: string;
  readonly scheduleStartDate: number | null;
  /** JSON as text. */
  readonly advancedScheduleJson: string | null;
  readonly scheduleRetryExpression: string | null;
  readonly scheduleRetryCount: number;
  readonly scheduleState: string;
  readonly scheduleAssertion: string | null;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly modifiedAt: number;
  readonly modifiedBy: number;
  /** Fields that only the specification's example has (`schedule`, `changes` …). */
  readonly extra?: JsonObject;
}

/** One entry of an execution's `errors`. */
export interface ExecutionError {
  readonly id: number;
  readonly streamId: number;
  readonly executionId: number;
  readonly category: string;
  readonly code: string;
  readonly message: string;
  readonly parameters: JsonObject;
  readonly invalidatesExecution: boolean;
}

/** An execution in the live form. Times are epoch seconds. */
export interface Execution {
  readonly streamId: number;
  readonly executionId: number;
  readonly toe: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly updateMethod: UpdateMethod;
  readonly index: boolean;
  readonly retryCount: number;
  readonly retryExecution: boolean;
  readonly containerManagerId: number | null;
  readonly uploadId: number | null;
  readonly indexRequestKey: number | null;
  readonly currentState: string;
  readonly runType: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly latestPhase: Phase | null;
  readonly currentPhase: string | null;
  readonly removed: boolean;
  readonly rowsInserted: number;
  readonly bytesInserted: number;
  readonly startedBy: string | null;
  readonly cancelledBy: string | null;
  readonly dataTag: string | null;
  readonly peakMemoryUsedBytes: number;
  readonly peakMemoryCommittedBytes: number;
  readonly exportable: boolean;
  readonly manualIndex: boolean;
  readonly errors: readonly ExecutionError[];
}

/** A step of a connector's run. Times are epoch seconds. */
export interface Phase {
  readonly streamId: number;
  readonly executionId: number;
  readonly phaseType: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/**
 * What the sandbox knows of an execution beyond its JSON: `waiting` for parts, `loading` what was
 * committed, `running` a connector, or `ended`.
 */
export type Stage = 'waiting' | 'loading' | 'running' | 'ended';

/** An execution as it is stored. */
export interface ExecutionRecord {
  readonly execution: Execution;
  readonly stage: Stage;
}

/** What a search can ask of a stream, cheap to make for each of a hundred thousand. */
export interface SearchFacts {
  readonly dataSetId: string;
  readonly name: string;
  readonly ownerId: string;
  readonly transportType: string;
  readonly accountValues: readonly string[];
}

/** The user whose token it is: a whole number in streams, text in executions and owners. */
export const currentUserId = 1_704_739_518;
