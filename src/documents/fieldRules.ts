import type { FieldPath } from './compare';

/** Specification: the only fields that an update takes. It calls the configuration `streamConfiguration`. */
const bySpecification = ['dataSource', 'account', 'streamConfiguration', 'schemaDefinition'];

/** What live instances take beside them, as seen in clients. */
const byLiveInstances = [
  'configuration',
  'updateMethod',
  'transport',
  'dataProvider',
  'accounts',
  'schedule',
  'scheduleExpression',
  'scheduleStartDate',
  'scheduleState',
  'scheduleAssertion',
  'scheduleRetryExpression',
  'scheduleRetryCount',
  'advancedScheduleJson',
];

const updatableStreamFields = new Set([...bySpecification, ...byLiveInstances]);

/** Fields that move without anybody's doing: they never stand in the way of a save, and are never sent. */
const serverMovedStreamFields = new Set([
  'modifiedAt',
  'modifiedBy',
  'lastExecution',
  'lastSuccessfulExecution',
  'currentExecution',
  'currentExecutionState',
  'invalidExecutionId',
]);

/** The same inside of the DataSet: an undo brings the former times and counts back into the text. */
const serverMovedDataSetFields = new Set([
  'status',
  'state',
  'rowCount',
  'columnCount',
  'lastTouched',
  'lastUpdated',
]);

/** What an execution is, rather than what it holds. The specification doesn't say what an update takes. */
const fixedExecutionFields = new Set([
  'executionId',
  'id',
  'streamId',
  'uploadId',
  'toe',
  'createdAt',
  'startedBy',
]);

/** What moves by itself while an execution runs, and that nobody could mean to change. */
const serverMovedExecutionFields = new Set([
  'modifiedAt',
  'currentPhase',
  'latestPhase',
  'peakMemoryUsedBytes',
  'peakMemoryCommittedBytes',
]);

export type FieldRule = 'updatable' | 'serverMoved' | 'fixed';

export function streamFieldRule([field = '', inner = '']: FieldPath): FieldRule {
  if (field === 'dataSource' && serverMovedDataSetFields.has(inner)) return 'serverMoved';
  if (updatableStreamFields.has(field)) return 'updatable';
  return serverMovedStreamFields.has(field) ? 'serverMoved' : 'fixed';
}

export function executionFieldRule([field = '']: FieldPath): FieldRule {
  if (serverMovedExecutionFields.has(field)) return 'serverMoved';
  return fixedExecutionFields.has(field) ? 'fixed' : 'updatable';
}
