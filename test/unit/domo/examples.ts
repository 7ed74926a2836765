import type { JsonObject } from '../../../src/base/json';

/** The stream of the specification, "with all relevant subsections". */
export const specificationStream: JsonObject = {
  id: 1,
  valid: true,
  transport: {
    type: 'CONNECTOR',
    version: '9.1',
    description: 'com.domo.connector.facebook',
    configurations: [{ name1: 'value1' }],
  },
  configuration: {
    name2: { value: 'value2', type: 'String' },
    name1: { value: 'value1', type: 'Integer' },
  },
  schedule: {
    expression: 'R/2015-03-01T13:00:00Z/P1Y2M10DT2H30M',
    cron: '0 29 2 * * ? *',
    start: '2015-03-31T16:56:57',
    end: '2015-03-31T16:56:57',
  },
  account: {
    id: 5,
    userId: 1125436,
    name: 'chad.maughan@domo.com',
    displayName: 'chad.maughan@domo.com',
    type: 'DATA',
    valid: true,
    dataProviderType: 'facebook',
    credentialsType: 'oauth',
    createdAt: '2015-03-31T16:56:57',
    createdBy: 1125436,
    modifiedAt: '2015-03-31T16:56:57',
    modifiedBy: 1125436,
    configurations: [{ name1: 'value1' }],
  },
  dataProvider: { id: 1, key: 'facebook', name: 'Facebook' },
  dataSource: {
    id: '00216ef1-f845-449c-99c8-13a29f723979',
    name: 'Opportunities',
    description: 'Corporate Sales Pipeline',
    dataProviderType: 'facebook',
  },
  playbookRegistryId: null,
  executions: [],
  changes: [],
  createdAt: '2015-03-31T16:56:57',
  createdBy: 1125436,
  modifiedAt: '2015-03-31T16:56:57',
  modifiedBy: 1125436,
};

/** What the specification sends to create a stream, with the id that the server adds. */
export const specificationCreated: JsonObject = {
  id: 2,
  transport: { type: 'SFTP' },
  dataSource: {
    name: 'My New DataSet',
    description: 'This will bring about world peace',
  },
  account: { id: 19 },
};

/** An execution as live instances give it. */
export const liveExecution: JsonObject = {
  streamId: 42,
  executionId: 310,
  toe: 'TOE-310',
  startedAt: 1_709_280_000,
  endedAt: 1_709_280_060.25,
  updateMethod: 'REPLACE',
  index: true,
  retryCount: 0,
  containerManagerId: null,
  uploadId: 32345,
  currentState: 'ERROR',
  runType: 'AUTOMATED',
  createdAt: 1_709_280_000,
  modifiedAt: 1_709_280_060,
  latestPhase: { streamId: 42, executionId: 310, phaseType: 'INIT', startedAt: 1_709_280_000 },
  currentPhase: 'INIT',
  removed: false,
  rowsInserted: 0,
  bytesInserted: 0,
  startedBy: null,
  errors: [
    {
      id: 7,
      streamId: 42,
      executionId: 310,
      category: 'CONNECTOR',
      code: 'AUTH',
      message: 'Refused.',
      parameters: {},
      invalidatesExecution: true,
    },
  ],
};

/** A stream as live instances give it: settings in a list, times in seconds, much of it null. */
export const liveStream: JsonObject = {
  id: 42,
  valid: true,
  invalidExecutionId: null,
  transport: { type: 'CONNECTOR', description: 'com.domo.connector.sftp', version: '3' },
  updateMethod: 'APPEND',
  dataProvider: { id: 9, key: 'sftp', name: 'SFTP Push' },
  account: null,
  accounts: [],
  configuration: [
    { streamId: 42, category: 'METADATA', name: 'directory', type: 'string', value: '/out' },
  ],
  dataSource: {
    id: '11116ef1-f845-449c-99c8-13a29f723979',
    name: 'Stock',
    type: 'sftp',
    owner: { id: '27', name: 'Mara', type: 'USER', group: false },
    rowCount: 2316,
    columnCount: 2,
    created: 1_709_280_000_123,
    tags: '["a"]',
  },
  schemaDefinition: {
    columns: [
      { type: 'STRING', name: 'sku', id: 'sku', visible: true, metadata: { colLabel: 'SKU' } },
      { type: 'LONG', name: 'bags', id: 'bags', visible: true },
    ],
  },
  scheduleExpression: '0 30 4 * * ? *',
  scheduleState: 'ACTIVE',
  advancedScheduleJson: '{"type":"DAY"}',
  lastExecution: liveExecution,
  lastSuccessfulExecution: null,
  currentExecution: null,
  currentExecutionState: null,
  createdAt: 1_709_280_000,
  createdBy: 27,
  modifiedAt: 1_709_290_000.5,
  modifiedBy: 27,
  aFieldOfTomorrow: { deep: [1, 'two'] },
};
