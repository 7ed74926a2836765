import type { DomoClient } from '../domo/client';
import { executionRowOf, isRunning, type Execution, type ExecutionRow } from '../domo/api/model';

/** How many runs a chart and a table show at once, and how many a click adds. */
export const runsPerPage = 100;

/** The runs of one stream, as far as they are read and shown. */
export class RunHistory {
  /** Newest first. */
  #executions: readonly ExecutionRow[] = [];
  /** Where the older ones begin that were not read; undefined if there are none. */
  #next: number | undefined;
  #wanted = runsPerPage;

  constructor(
    private readonly client: () => Promise<DomoClient>,
    private readonly streamId: number,
  ) {}

  get shown(): readonly ExecutionRow[] {
    return this.#executions.slice(0, this.#wanted);
  }

  /** How many are not shown. */
  get remaining(): number {
    return this.#executions.length - this.shown.length + (this.#next ?? 0);
  }

  /** The one that runs now. */
  get running(): ExecutionRow | undefined {
    return this.#executions.find(isRunning);
  }

  /** Reads as many as are shown anew. */
  async load(signal: AbortSignal): Promise<void> {
    const client = await this.client();
    const history = await client.readHistory(this.streamId, this.#wanted, { signal });
    this.#executions = history.items;
    this.#next = history.next;
  }

  /** Shows older ones too. */
  async more(signal: AbortSignal): Promise<void> {
    this.#wanted += runsPerPage;
    if (this.#executions.length >= this.#wanted || this.#next === undefined) return;
    const client = await this.client();
    const older = await client.olderExecutions(this.streamId, this.#next, runsPerPage, { signal });
    this.#executions = [...this.#executions, ...older.items.map(executionRowOf)];
    this.#next = older.next;
  }

  /** Takes in what was read of one. */
  take(execution: Execution): void {
    this.#executions = this.#executions.map((other) =>
      other.executionId === execution.executionId ? executionRowOf(execution) : other,
    );
  }
}
