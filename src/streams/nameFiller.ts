import { CancelledError, isCancelled } from '../base/abort';
import type { Disposable } from '../base/disposable';
import { Limiter } from '../base/limit';
import type { Log } from '../base/log';
import { streamRowOf, type Stream } from '../domo/api/model';
import type { ClientSource } from '../connections/clientSource';
import type { ConnectionNode, StreamNode, StreamsTreeNode } from './nodes';

/** Pages whose names are read at once; each is read 50 streams a call, one call after the other. */
const pagesAtOnce = 2;

/**
 * List rows of live instances lack names and states: they are read in the background, each row in place.
 * What is no longer shown is not read on.
 */
export class NameFiller implements Disposable {
  readonly #limiter = new Limiter(pagesAtOnce);
  /** Those whose rows are still sparse, and what ends the reading of them. */
  readonly #sparse = new Map<ConnectionNode, Set<StreamNode>>();
  readonly #stops = new Map<ConnectionNode, AbortController>();

  constructor(
    private readonly clients: ClientSource,
    private readonly log: Pick<Log, 'warn'>,
    private readonly tell: (nodes: readonly StreamsTreeNode[]) => void,
  ) {}

  /** Reads the rest of streams whose rows are sparse. */
  fill(parent: ConnectionNode, nodes: readonly StreamNode[]): void {
    if (nodes.length === 0) return;
    const sparse = this.#sparse.get(parent) ?? new Set();
    this.#sparse.set(parent, sparse);
    for (const node of nodes) sparse.add(node);
    const stop = this.#stops.get(parent) ?? new AbortController();
    this.#stops.set(parent, stop);
    void this.#read(parent, nodes, stop.signal);
  }

  /** Stops reading: the rows went out of sight. `resume` goes on. */
  pause(parent: ConnectionNode): void {
    this.#stops.get(parent)?.abort(new CancelledError());
    this.#stops.delete(parent);
  }

  /** Goes on with what is still sparse. */
  resume(parent: ConnectionNode): void {
    if (!this.#stops.has(parent)) this.fill(parent, [...(this.#sparse.get(parent) ?? [])]);
  }

  /** Stops reading for good: the rows are gone, or will be read again. */
  forget(parent: ConnectionNode): void {
    this.pause(parent);
    this.#sparse.delete(parent);
  }

  dispose(): void {
    for (const parent of [...this.#stops.keys()]) this.forget(parent);
  }

  async #read(
    parent: ConnectionNode,
    nodes: readonly StreamNode[],
    signal: AbortSignal,
  ): Promise<void> {
    const byId = new Map(nodes.map((node) => [node.stream.id, node]));
    const onStreams = (streams: readonly Stream[]): void => this.#take(parent, byId, streams);
    try {
      const client = await this.clients.get(parent.connection.id);
      const read = (): Promise<void> =>
        client.readWholeStreams([...byId.keys()], onStreams, { signal });
      await this.#limiter.run(read, signal);
    } catch (error) {
      if (!isCancelled(error))
        this.log.warn(`The names of ${nodes.length} streams could not be read: ${String(error)}`);
    }
  }

  #take(
    parent: ConnectionNode,
    byId: ReadonlyMap<number, StreamNode>,
    streams: readonly Stream[],
  ): void {
    const changed = streams.flatMap((stream) => {
      const node = byId.get(stream.id);
      if (!node) return [];
      node.stream = streamRowOf(stream);
      this.#sparse.get(parent)?.delete(node);
      return node;
    });
    this.tell(changed);
  }
}
