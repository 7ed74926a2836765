import type { ExecutionRecord, SearchFacts, StreamRecord } from './model';

/**
 * Where streams and executions come from that nobody has changed yet. They are made when asked for, so
 * that a hundred thousand of them cost nothing, and are the same at every start.
 */
export interface Seed {
  /** Ascending. */
  readonly streamIds: readonly number[];
  stream(streamId: number): StreamRecord | undefined;
  /** What a search looks at, without making the whole stream. */
  facts(streamId: number): SearchFacts | undefined;
  /** Executions are numbered from 1 up to this. */
  executionCount(streamId: number): number;
  execution(streamId: number, executionId: number): ExecutionRecord;
}

/** One seed after the other; the ids of the first come first. */
export function joinSeeds(first: Seed, second: Seed): Seed {
  const firstIds = new Set(first.streamIds);
  const seedOf = (streamId: number): Seed => (firstIds.has(streamId) ? first : second);
  return {
    streamIds: [...first.streamIds, ...second.streamIds],
    stream: (streamId) => seedOf(streamId).stream(streamId),
    facts: (streamId) => seedOf(streamId).facts(streamId),
    executionCount: (streamId) => seedOf(streamId).executionCount(streamId),
    execution: (streamId, executionId) => seedOf(streamId).execution(streamId, executionId),
  };
}
