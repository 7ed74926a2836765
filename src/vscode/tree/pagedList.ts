/** One page, and the cursor of the next one; no cursor at the end. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: number | undefined;
  /** How many items come after this page, where that is known. */
  readonly remaining?: number | undefined;
}

/**
 * Fetches the page at a cursor; no cursor means the first page. A reload tells how many items are wanted
 * yet, so that it takes few large pages.
 */
export type FetchPage<T> = (cursor: number | undefined, wanted?: number) => Promise<PageOf<T>>;

/**
 * Items that are loaded page by page. A reload loads as many as there were; until it is done, and where
 * it fails, the former items stay.
 */
export class PagedList<T> {
  #items: readonly T[] = [];
  readonly #byKey = new Map<string | number, T>();
  #next: number | undefined;
  #remaining: number | undefined;
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

  get(key: string | number): T | undefined {
    return this.#byKey.get(key);
  }

  /** Whether there are more pages. */
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** How many items the further pages have, where that is known. */
  get remaining(): number | undefined {
    return this.#remaining;
  }

  /** Whether it was ever loaded. */
  get isLoaded(): boolean {
    return this.#state !== 'empty';
  }

  /** Why the last load failed. */
  get error(): unknown {
    return this.#error;
  }

  /** Whether its items, if any, are from before, as they could not be loaded again. */
  get isOutdated(): boolean {
    return this.#error !== undefined && this.#state !== 'loaded';
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
      this.#add(await this.fetchPage(this.#next));
    });
  }

  /**
   * Takes one item off, which is gone. Where the cursor counts items from the start, the further ones have
   * moved up by one.
   */
  remove(item: T, cursor: 'moves' | 'stays'): void {
    if (!this.#byKey.delete(this.keyOf(item))) return;
    this.#items = [...this.#byKey.values()];
    if (this.#next !== undefined && cursor === 'moves') this.#next -= 1;
    // A load under way has asked before.
    this.#generation += 1;
  }

  async #reload(): Promise<void> {
    for (;;) {
      const generation = this.#generation;
      const [pages] = await Promise.allSettled([this.#fetchAsMany()]);
      if (generation !== this.#generation) continue;
      if (pages.status === 'rejected') throw pages.reason;
      this.#byKey.clear();
      this.#add(pages.value);
      this.#state = 'loaded';
      return;
    }
  }

  async #fetchAsMany(): Promise<PageOf<T>> {
    const wanted = this.#items.length;
    let page = await this.fetchPage(undefined, wanted);
    const items = [...page.items];
    while (items.length < wanted && page.next !== undefined) {
      page = await this.fetchPage(page.next, wanted - items.length);
      items.push(...page.items);
    }
    return { ...page, items };
  }

  /** Rows shift while pages are read, so the same one may come twice. */
  #add({ items, next, remaining }: PageOf<T>): void {
    for (const item of items) this.#byKey.set(this.keyOf(item), item);
    this.#items = [...this.#byKey.values()];
    this.#next = next;
    this.#remaining = remaining;
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
