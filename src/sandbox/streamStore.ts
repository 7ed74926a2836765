import { RequestError } from './answer';
import type { SearchFacts, StreamRecord } from './model';
import type { Seed } from './seed';

/** Ids of new streams start here, above all sample and generated streams. */
const firstNewId = 200_001;

/** What differs from the seed, as it is kept on disk. */
export interface StreamsState {
  readonly nextId: number;
  readonly deleted: readonly number[];
  readonly changed: readonly StreamRecord[];
}

/** All streams: the seed's, and what was changed on top of it. */
export class StreamStore {
  readonly #seed: Seed;
  readonly #onChange: () => void;
  readonly #changed = new Map<number, StreamRecord>();
  readonly #deleted = new Set<number>();
  #ids: number[];
  #nextId = firstNewId;

  constructor(seed: Seed, onChange: () => void) {
    this.#seed = seed;
    this.#onChange = onChange;
    this.#ids = [...seed.streamIds];
  }

  /** Ascending. */
  get ids(): readonly number[] {
    return this.#ids;
  }

  /** An id that was never given before: streams are not recycled. */
  takeId(): number {
    this.#nextId += 1;
    return this.#nextId - 1;
  }

  find(streamId: number): StreamRecord | undefined {
    if (this.#deleted.has(streamId)) return undefined;
    return this.#changed.get(streamId) ?? this.#seed.stream(streamId);
  }

  /** Throws 404. */
  get(streamId: number): StreamRecord {
    const stream = this.find(streamId);
    if (stream) return stream;
    throw new RequestError(404, `There is no stream ${streamId}.`);
  }

  /** What a search looks at. */
  facts(streamId: number): SearchFacts | undefined {
    const stream = this.#changed.get(streamId);
    return stream ? factsOf(stream) : this.#seed.facts(streamId);
  }

  /** Adds a stream, or puts it in the place of its former self. */
  put(stream: StreamRecord): void {
    if (!this.find(stream.id)) this.#ids.push(stream.id);
    this.#changed.set(stream.id, stream);
    this.#onChange();
  }

  delete(streamId: number): void {
    this.#changed.delete(streamId);
    this.#deleted.add(streamId);
    this.#ids = this.#ids.filter((id) => id !== streamId);
    this.#onChange();
  }

  /** A DataSet outlives its stream. */
  wasDeleted(streamId: number): boolean {
    return this.#deleted.has(streamId);
  }

  save(): StreamsState {
    return {
      nextId: this.#nextId,
      deleted: [...this.#deleted],
      changed: [...this.#changed.values()],
    };
  }

  restore(state: StreamsState): void {
    this.#nextId = state.nextId;
    for (const id of state.deleted) this.#deleted.add(id);
    for (const stream of state.changed) this.#changed.set(stream.id, stream);
    const ids = new Set([...this.#seed.streamIds, ...this.#changed.keys()]);
    this.#ids = [...ids].filter((id) => !this.#deleted.has(id)).sort((a, b) => a - b);
  }
}

/** What a search looks at, taken from a whole stream. */
export function factsOf(stream: StreamRecord): SearchFacts {
  return {
    dataSetId: stream.dataSource.id,
    name: stream.dataSource.name,
    ownerId: stream.dataSource.owner.id,
    transportType: stream.transport.type,
    accountValues: stream.account?.configurations.flatMap((entry) => Object.values(entry)) ?? [],
  };
}
