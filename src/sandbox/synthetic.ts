import { buildColumn, buildExecution, buildExecutionError, buildStream } from './building';
import { dataSetIdOf, scramble } from './identifiers';
import type { ExecutionRecord, SearchFacts, StreamRecord, Transport } from './model';
import { owners } from './samples';
import type { Seed } from './seed';

/** The most streams that can be generated. */
export const maximumSyntheticStreams = 100_000;

const firstId = 1001;
const subjects = ['Orders', 'Inventory', 'Payroll', 'Tickets', 'Campaigns', 'Shipments', 'Returns'];
const places = ['Oslo', 'Zürich', 'Austin', 'Kyoto', 'Nairobi', 'Lima', 'Porto', 'Hanoi', 'Leeds'];
const kinds = ['daily', 'hourly', 'archive', 'staging', 'forecast'];
const transports: readonly Transport[] = [
  { type: 'API', description: null, version: null },
  { type: 'CONNECTOR', description: 'com.domo.connector.generic', version: '1.4' },
  { type: 'SFTP', description: null, version: null },
  { type: 'WEBFORM', description: null, version: null },
];

/**
 * Generated streams, to see how clients cope with very many. The first of them has very many
 * executions (10,000 from a thousand streams on), the others one to five.
 */
export function syntheticSeed(count: number, anchorSeconds: number): Seed {
  const isOurs = (id: number): boolean => id >= firstId && id < firstId + count;
  return {
    streamIds: Array.from({ length: count }, (_, index) => firstId + index),
    stream: (id) => (isOurs(id) ? syntheticStream(id) : undefined),
    facts: (id) => (isOurs(id) ? syntheticFacts(id) : undefined),
    executionCount: (id) => (isOurs(id) ? executionCount(id, count) : 0),
    execution: (id, executionId) =>
      syntheticExecution(id, executionId, executionCount(id, count), anchorSeconds),
  };
}

function executionCount(id: number, streams: number): number {
  if (id === firstId) return streams >= 1000 ? 10_000 : Math.max(10, streams);
  return 1 + (scramble(id) % 5);
}

function syntheticFacts(id: number): SearchFacts {
  const ownerList = Object.values(owners);
  return {
    dataSetId: dataSetIdOf(id),
    name: syntheticName(id),
    ownerId: pick(ownerList, id).id,
    transportType: pick(transports, id).type,
    accountValues: [],
  };
}

function syntheticName(id: number): string {
  const hash = scramble(id + 7);
  const subject = pick(subjects, hash);
  return `${subject} ${pick(places, hash >>> 5)} ${pick(kinds, hash >>> 9)} ${id}`;
}

function syntheticStream(id: number): StreamRecord {
  const createdAt = 1_640_995_200 + (id - firstId) * 600;
  const transport = pick(transports, id);
  return buildStream({
    id,
    name: syntheticName(id),
    description: 'Generated.',
    transport,
    dataProvider: { id: null, key: transport.type.toLowerCase(), name: transport.type },
    owner: pick(Object.values(owners), id),
    updateMethod: id % 2 === 0 ? 'REPLACE' : 'APPEND',
    account: null,
    columns: [buildColumn('id', 'LONG'), buildColumn('name', 'STRING'), buildColumn('at', 'DATE')],
    rowCount: scramble(id) % 1_000_000,
    scheduleExpression: transport.type === 'CONNECTOR' ? `0 ${id % 60} 3 * * ? *` : 'MANUAL',
    createdAt,
    modifiedAt: createdAt + 86_400,
  });
}

function syntheticExecution(
  streamId: number,
  executionId: number,
  count: number,
  anchorSeconds: number,
): ExecutionRecord {
  const hash = scramble(streamId * 7919 + executionId);
  const failed = hash % 11 === 0;
  const startedAt = anchorSeconds - 7200 - (count - executionId) * 3600;
  const message = 'The source did not answer within 300 seconds.';
  const execution = buildExecution({
    streamId,
    executionId,
    startedAt,
    endedAt: startedAt + 10 + (hash % 600),
    updateMethod: streamId % 2 === 0 ? 'REPLACE' : 'APPEND',
    currentState: failed ? 'ERROR' : 'SUCCESS',
    runType: 'AUTOMATED',
    rows: failed ? 0 : hash % 100_000,
    bytes: failed ? 0 : (hash % 100_000) * 48,
    errors: failed ? [buildExecutionError(streamId, executionId, 'CONNECTOR', message)] : [],
    connector: pick(transports, streamId).type === 'CONNECTOR',
  });
  return { execution, stage: 'ended' };
}

function pick<T>(choices: readonly T[], number: number): T {
  const choice = choices[number % choices.length];
  if (choice === undefined) throw new Error('There is nothing to choose from.');
  return choice;
}
