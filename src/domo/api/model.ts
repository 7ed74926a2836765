import { flattened } from '../../base/plainText';
import type { Text } from '../../base/text';
import type { JsonObject } from '../../base/json';

/** The update methods that the API knows for streams. */
export const updateMethods = ['APPEND', 'REPLACE', 'UPSERT'] as const;
export type UpdateMethod = (typeof updateMethods)[number];

/** The types of a DataSet's columns. */
export const columnTypes = ['STRING', 'LONG', 'DECIMAL', 'DOUBLE', 'DATE', 'DATETIME'] as const;

/** The five keys that the specification allows in a search, one at a time. */
export const searchKeys = [
  'dataSource.name',
  'dataSource.id',
  'dataSource.owner.id',
  'transport.type',
  'account.configurations.value',
] as const;
export type SearchKey = (typeof searchKeys)[number];

/** One search: a key and what it has to be. */
export interface StreamQuery {
  readonly key: SearchKey;
  readonly value: string;
}

export interface Column {
  readonly name: string;
  readonly type: string | undefined;
}

/** A stream: what the extension reads of it, and the JSON as it came. List rows may lack anything but the id. */
export interface Stream {
  readonly id: number;
  readonly transportType: string | undefined;
  readonly updateMethod: string | undefined;
  readonly provider: string | undefined;
  readonly dataSourceId: string | undefined;
  /** The DataSet's name. */
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly rowCount: number | undefined;
  readonly owner: string | undefined;
  readonly columns: readonly Column[] | undefined;
  /** Quartz cron expression. */
  readonly cron: string | undefined;
  readonly scheduleState: string | undefined;
  /** State of the current or last execution, where the server gives it. */
  readonly state: string | undefined;
  readonly lastExecution: Execution | undefined;
  readonly currentExecution: Execution | undefined;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number | undefined;
  /** What is wrong with an element of a list in an unexpected form, which is shown as far as it could be read. */
  readonly problem?: Text | undefined;
  readonly raw: JsonObject;
}

/** An execution: what the extension reads of it, and the JSON as it came. */
export interface Execution {
  readonly executionId: number;
  readonly streamId: number | undefined;
  readonly uploadId: string | undefined;
  readonly currentState: string | undefined;
  readonly currentPhase: string | undefined;
  readonly updateMethod: string | undefined;
  readonly runType: string | undefined;
  readonly toe: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  /** Milliseconds since the epoch. */
  readonly endedAt: number | undefined;
  readonly rowsInserted: number | undefined;
  readonly bytesInserted: number | undefined;
  readonly errors: readonly ExecutionError[];
  /** As that of a stream. */
  readonly problem?: Text | undefined;
  readonly raw: JsonObject;
}

export interface ExecutionError {
  readonly code: string | undefined;
  readonly category: string | undefined;
  readonly message: string | undefined;
}

/** Most executions that are checked for running ones: a server may claim any number of them. */
export const mostChecked = 50_000;

/** What lists show of an execution. */
export type ExecutionRow = Omit<Execution, 'raw'>;

/** What lists show of a stream. Its JSON and its columns are many times larger, and lists may be long. */
export type StreamRow = Omit<Stream, 'raw' | 'columns' | 'lastExecution' | 'currentExecution'> & {
  readonly lastExecution: ExecutionRow | undefined;
  readonly currentExecution: ExecutionRow | undefined;
};

export function executionRowOf({ raw, ...row }: Execution): ExecutionRow {
  return row;
}

export function streamRowOf({ raw, columns, ...row }: Stream): StreamRow {
  const { lastExecution, currentExecution } = row;
  return {
    ...row,
    lastExecution: lastExecution && executionRowOf(lastExecution),
    currentExecution: currentExecution && executionRowOf(currentExecution),
  };
}

export type ExecutionOutcome = 'running' | 'succeeded' | 'failed' | 'neverRun' | 'ended';

/**
 * What a state means. ACTIVE runs, SUCCESS is good, ERROR and FAILED are bad, IDLE never ran; as no
 * source lists the other states, any other counts as ended only where an end time is set.
 */
export function outcomeOf(state: string | undefined, endedAt?: number): ExecutionOutcome {
  switch (state?.toUpperCase()) {
    case 'ACTIVE':
      return 'running';
    case 'SUCCESS':
      return 'succeeded';
    case 'ERROR':
    case 'FAILED':
      return 'failed';
    case 'IDLE':
    case undefined:
      return 'neverRun';
    default:
      return endedAt === undefined ? 'running' : 'ended';
  }
}

const longestErrors = 1000;
const longestTraceId = 100;

/** Whether an execution has not ended. */
export function isRunning({
  currentState,
  endedAt,
}: Pick<Execution, 'currentState' | 'endedAt'>): boolean {
  return outcomeOf(currentState, endedAt) === 'running';
}

/** What the server says went wrong with an execution, in one line of at most 1,000 characters. */
export function errorMessageOf({ errors }: ExecutionRow): string | undefined {
  const messages = errors.map(({ message, code }) => message ?? code ?? '').filter(Boolean);
  return flattened(messages.join('; '), longestErrors) || undefined;
}

/** The same with the trace id that Domo's support asks for. */
export function errorTextOf(execution: ExecutionRow): string | undefined {
  const message = errorMessageOf(execution);
  const toe = flattened(execution.toe ?? '', longestTraceId);
  return message && toe ? `${message} (toe ${toe})` : message;
}

/** How a stream stands by its running execution, else its last one, else its state alone. */
export function streamOutcome(stream: StreamRow): ExecutionOutcome {
  const execution = stream.currentExecution ?? stream.lastExecution;
  if (execution) return outcomeOf(execution.currentState, execution.endedAt);
  const outcome = outcomeOf(stream.state);
  // A state that no source lists: without an execution there is nothing that could run.
  return outcome === 'running' && stream.state?.toUpperCase() !== 'ACTIVE' ? 'ended' : outcome;
}
