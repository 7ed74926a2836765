import type { ExecutionStore } from './executionStore';
import type { JsonObject } from './json';
import type { Execution, StreamRecord } from './model';

/**
 * A stream as live instances give it with `fields=all`, its latest executions included. Streams in the
 * specification's form have that form's fields as well.
 */
export function renderStream(stream: StreamRecord, executions: ExecutionStore): JsonObject {
  const { extra, createdAt, createdBy, modifiedAt, modifiedBy, ...fields } = stream;
  const recent = recentExecutions(stream.id, executions);
  return {
    ...fields,
    invalidExecutionId: null,
    inactiveScheduleCode: null,
    ...recent,
    currentExecutionState:
      (recent.currentExecution ?? recent.lastExecution)?.currentState ?? 'IDLE',
    createdAt,
    createdBy,
    modifiedAt,
    modifiedBy,
    ...extra,
  };
}

/** A list row as some instances give it: no names, no settings, no executions. */
export function renderSparseStream(stream: StreamRecord): JsonObject {
  const { extra, dataSource, ...fields } = stream;
  return {
    ...fields,
    invalidExecutionId: null,
    inactiveScheduleCode: null,
    account: null,
    dataSource: { id: dataSource.id, permissions: { canEdit: true }, hidden: false },
    configuration: [],
    schemaDefinition: null,
    lastExecution: null,
    lastSuccessfulExecution: null,
    currentExecution: null,
    ...extra,
  };
}

/** A row of `history/aggregate`. */
export function renderHistoryRow(execution: Execution): JsonObject {
  return {
    streamId: execution.streamId,
    executionId: execution.executionId,
    currentState: execution.currentState,
    rowsInserted: execution.rowsInserted,
    bytesInserted: execution.bytesInserted,
    startedAt: execution.startedAt,
    endedAt: execution.endedAt,
    updateMethod: execution.updateMethod,
    peakMemoryUsedBytes: execution.peakMemoryUsedBytes,
  };
}

interface RecentExecutions {
  lastExecution: Execution | null;
  lastSuccessfulExecution: Execution | null;
  currentExecution: Execution | null;
}

/** `currentExecution` is the one that runs, `lastExecution` the latest that ended. */
function recentExecutions(streamId: number, executions: ExecutionStore): RecentExecutions {
  const recent: RecentExecutions = {
    lastExecution: null,
    lastSuccessfulExecution: null,
    currentExecution: null,
  };
  for (const { execution, stage } of executions.newestFirst(streamId)) {
    if (stage !== 'ended') {
      recent.currentExecution ??= execution;
      continue;
    }
    recent.lastExecution ??= execution;
    if (execution.currentState !== 'SUCCESS') continue;
    recent.lastSuccessfulExecution = execution;
    break;
  }
  return recent;
}
