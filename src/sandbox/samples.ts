import { accountOf } from './accounts';
import {
  buildColumn,
  buildExecution,
  buildExecutionError,
  buildStream,
  type Owner,
} from './building';
import { scramble } from './identifiers';
import type {
  Column,
  Configuration,
  DataProvider,
  ExecutionRecord,
  StreamRecord,
  Transport,
} from './model';
import { connectorSamples } from './sampleConnectors';
import { uploadSamples, type SampleStream } from './sampleStreams';
import type { Seed } from './seed';
import { factsOf } from './streamStore';

/** Users of the fictional company; ids of owners are text. */
export const owners: Readonly<Record<SampleStream['owner'], Owner>> = {
  Mara: { id: '1704739518', name: 'Mara Lindqvist' },
  Odile: { id: '587894148', name: 'Odile Marchand' },
  Teo: { id: '1252209421', name: 'Teo Okafor' },
};

const states: Readonly<Record<string, string>> = {
  S: 'SUCCESS',
  E: 'ERROR',
  F: 'FAILED',
  X: 'ABORTED',
  A: 'ACTIVE',
};

const failures: Readonly<Record<string, [category: string, message: string]>> = {
  E: [
    'CONNECTOR',
    'The credentials of the account were refused. Sign in again and save the account.',
  ],
  F: ['DATA', 'The source sent more columns than the schema has: expected 4, found 5, row 1208.'],
  X: ['USER', 'Stopped by Mara Lindqvist.'],
};

/**
 * The sample streams. Their executions end at `anchorSeconds` (epoch) and go back from there; rows that
 * they mention never passed through this sandbox, so their DataSets are empty.
 */
export function sampleSeed(anchorSeconds: number): Seed {
  const samples = [...uploadSamples, ...connectorSamples].sort((a, b) => a.id - b.id);
  const streams = new Map(samples.map((sample) => [sample.id, sampleStream(sample)]));
  const sampleOf = (streamId: number): SampleStream | undefined =>
    samples.find((sample) => sample.id === streamId);
  return {
    streamIds: samples.map((sample) => sample.id),
    stream: (streamId) => streams.get(streamId),
    facts: (streamId) => {
      const stream = streams.get(streamId);
      return stream && factsOf(stream);
    },
    executionCount: (streamId) => sampleOf(streamId)?.runs.length ?? 0,
    execution: (streamId, executionId) => {
      const sample = sampleOf(streamId);
      if (!sample) throw new Error(`${streamId} is not a sample stream.`);
      return sampleExecution(sample, executionId, anchorSeconds);
    },
  };
}

/** Reads `name:TYPE name:TYPE`. */
export function parseColumns(text: string): Column[] {
  return text.split(' ').map((column) => {
    const [name = '', type = 'STRING'] = column.split(':');
    return buildColumn(name, type);
  });
}

function sampleStream(sample: SampleStream): StreamRecord {
  const createdAt = 1_709_280_000 + sample.id * 86_400;
  const scheduleExpression = sample.schedule ?? 'MANUAL';
  const stream = buildStream({
    id: sample.id,
    name: sample.name,
    description: sample.description,
    transport: parseTransport(sample.transport),
    dataProvider: parseProvider(sample.provider),
    owner: owners[sample.owner],
    updateMethod: sample.method,
    account: sample.accountId === undefined ? null : accountOf(sample.accountId),
    columns: sample.columns === undefined ? null : parseColumns(sample.columns),
    rowCount: sample.rows,
    scheduleExpression,
    createdAt,
    modifiedAt: createdAt + 200 * 86_400,
  });
  const configuration = sampleConfiguration(sample);
  if (!sample.specificationForm) return { ...stream, configuration };
  const start = new Date(createdAt * 1000).toISOString().slice(0, 19);
  const schedule = { expression: `R/${start}Z/P1D`, cron: scheduleExpression, start, end: null };
  const extra = { schedule, playbookRegistryId: null, executions: [], changes: [] };
  return { ...stream, configuration, extra };
}

function sampleConfiguration(sample: SampleStream): Configuration {
  const settings = Object.entries(sample.settings ?? {});
  if (sample.specificationForm)
    return Object.fromEntries(settings.map(([name, value]) => [name, { value, type: 'String' }]));
  return settings.map(([name, value]) => ({
    streamId: sample.id,
    category: 'METADATA',
    name,
    type: 'string',
    value,
  }));
}

function parseTransport(text: string): Transport {
  const [type = '', description, version] = text.split(' ');
  return { type, description: description ?? null, version: version ?? null };
}

function parseProvider(text: string): DataProvider {
  const [key = '', name = ''] = text.split(':');
  return { id: scramble(key.length * 7 + key.charCodeAt(0)) % 500, key, name };
}

function sampleExecution(
  sample: SampleStream,
  executionId: number,
  anchorSeconds: number,
): ExecutionRecord {
  const run = sample.runs.charAt(executionId - 1);
  const runsAgo = sample.runs.length - executionId;
  const startedAt = anchorSeconds - 3600 - Math.round(runsAgo * sample.hoursBetweenRuns * 3600);
  const jitter = scramble(sample.id * 1000 + executionId);
  const rows =
    run === 'S' ? Math.max(1, Math.round(sample.rows * (0.9 + (jitter % 200) / 2000))) : 0;
  const failure = failures[run];
  const errors = failure ? [buildExecutionError(sample.id, executionId, ...failure)] : [];
  const execution = buildExecution({
    streamId: sample.id,
    executionId,
    startedAt,
    endedAt: run === 'A' ? null : startedAt + 20 + (jitter % 400),
    updateMethod: sample.method,
    currentState: states[run] ?? 'SUCCESS',
    runType: sample.schedule ? 'AUTOMATED' : 'MANUAL',
    rows,
    bytes: rows * 64,
    errors,
    connector: sample.transport.startsWith('CONNECTOR'),
  });
  return { execution, stage: run === 'A' ? 'waiting' : 'ended' };
}
