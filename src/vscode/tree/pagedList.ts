/** One page, and the cursor of the next one; no cursor at the end. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: number | undefined;
}

/** Fetches the page at a cursor; no cursor means the first page. */
export type FetchPage<T> = (cursor: number | undefined) => Promise<PageOf<T>>;

/**
 * Items that are loaded page by page. A reload loads as many as there were; until it is done, and where
 * it fails, the former items stay.
 */
export class PagedList<T> {
  #items: readonly T[] = [];
  #next: number | undefined;
  #state: 'empty' | 'stale' | 'loaded' = 'empty';
  #error: unknown;
  #loading: Promise<void> | undefined;
  /** Counts invalidations: what was asked before one is not an answer to it. */
  #generation = 0;

  constructor(
    private readonly fetchPage: FetchPage<T>,
    private readonly keyOf: (item: T) => string | number,
  ) {}

  get items(): readonly T[] {
    return this.#items;
  }

  /** Whether there are more pages. */
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** Why the last load failed. */
  get error(): unknown {
    return this.#error;
  }

  /** Has the next `load` ask the server again. */
  invalidate(): void {
    if (this.#state === 'loaded') this.#state = 'stale';
    this.#error = undefined;
    this.#generation += 1;
  }

  /** Loads what is missing; a failure is kept in `error`, and not tried again until `invalidate`. */
  load(): Promise<void> {
    if (this.#state === 'loaded' || this.#error !== undefined) return Promise.resolve();
    return this.#run(() => this.#reload());
  }

  /** Loads the next page, where there is one. */
  loadMore(): Promise<void> {
    return this.#run(async () => {
      if (this.#next === undefined) return;
      this.#take(this.#items, await this.fetchPage(this.#next));
    });
  }

  async #reload(): Promise<void> {
    for (;;) {
      const generation = this.#generation;
      const [pages] = await Promise.allSettled([this.#fetchAsMany()]);
      if (generation !== this.#generation) continue;
      if (pages.status === 'rejected') throw pages.reason;
      this.#take([], pages.value);
      this.#state = 'loaded';
      return;
    }
  }

  async #fetchAsMany(): Promise<PageOf<T>> {
    const wanted = this.#items.length;
    let page = await this.fetchPage(undefined);
    const items = [...page.items];
    while (items.length < wanted && page.next !== undefined) {
      page = await this.fetchPage(page.next);
      items.push(...page.items);
    }
    return { items, next: page.next };
  }

  /** Rows shift while pages are read, so the same one may come twice. */
  #take(before: readonly T[], { items, next }: PageOf<T>): void {
    const byKey = new Map(before.map((item) => [this.keyOf(item), item]));
    for (const item of items) byKey.set(this.keyOf(item), item);
    this.#items = [...byKey.values()];
    this.#next = next;
  }

  /** One load at a time; who asks meanwhile waits for the one under way. */
  #run(task: () => Promise<void>): Promise<void> {
    this.#loading ??= task()
      .then(() => {
        this.#error = undefined;
      })
      .catch((error: unknown) => {
        this.#error = error;
      })
      .finally(() => {
        this.#loading = undefined;
      });
    return this.#loading;
  }
}
