import { CancelledError, throwIfAborted } from '../base/abort';
import type { Text } from '../base/text';
import type { Page } from '../domo/flows/page';

/**
 * Fetches the page at a cursor; no cursor means the first page. A reload tells how many items are wanted
 * yet, so that it takes few large pages.
 */
export type FetchPage<T> = (
  cursor: number | undefined,
  wanted: number | undefined,
  signal: AbortSignal,
) => Promise<Page<T>>;

/** A load under way. */
interface Run {
  readonly kind: 'reload' | 'more';
  /** The invalidations before it began. */
  readonly generation: number;
  readonly stop: AbortController;
  /** Resolves when it, or what has replaced it, is done. */
  readonly done: Promise<void>;
}

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
  #unreadable: readonly Text[] = [];
  #running: Run | undefined;
  /** Counts invalidations: what was asked before one is not an answer to it. */
  #generation = 0;

  constructor(
    private readonly fetchPage: FetchPage<T>,
    private readonly keyOf: (item: T) => string | number,
  ) {}

  get items(): readonly T[] {
    return this.#items;
  }

  /** What is wrong with each item of the loaded pages that can't be shown. */
  get unreadable(): readonly Text[] {
    return this.#unreadable;
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

  /**
   * Loads what is missing, in place of whatever is being loaded from before `invalidate`. A failure is kept in
   * `error`, and not tried again until `invalidate`.
   */
  load(): Promise<void> {
    if (this.#state === 'loaded' || this.#error !== undefined) return Promise.resolve();
    const running = this.#running;
    if (running?.kind === 'reload' && running.generation === this.#generation) return running.done;
    return this.#run('reload', (signal) => this.#reload(signal));
  }

  /** Loads the next page, if there is one; after a reload that is under way. */
  loadMore(): Promise<void> {
    const running = this.#running;
    if (running?.kind === 'more') return running.done;
    if (running) return running.done.then(() => this.loadMore());
    return this.#run('more', (signal) => this.#loadNext(signal));
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

  async #reload(signal: AbortSignal): Promise<void> {
    const pages = await this.#fetched(signal, () => this.#fetchAsMany(signal));
    this.#byKey.clear();
    this.#unreadable = [];
    this.#add(pages);
    this.#state = 'loaded';
  }

  async #loadNext(signal: AbortSignal): Promise<void> {
    if (this.#next === undefined) return;
    this.#add(await this.#fetched(signal, () => this.fetchPage(this.#next, undefined, signal)));
  }

  /** Fetches again if an item was taken off meanwhile: what was asked before has another place. */
  async #fetched(signal: AbortSignal, fetch: () => Promise<Page<T>>): Promise<Page<T>> {
    for (;;) {
      const generation = this.#generation;
      const [page] = await Promise.allSettled([fetch()]);
      throwIfAborted(signal);
      if (generation !== this.#generation) continue;
      if (page.status === 'rejected') throw page.reason;
      return page.value;
    }
  }

  async #fetchAsMany(signal: AbortSignal): Promise<Page<T>> {
    const wanted = this.#items.length;
    let page = await this.fetchPage(undefined, wanted, signal);
    const items = [...page.items];
    const unreadable = [...(page.unreadable ?? [])];
    // A server may lead from one empty page to the next.
    while (items.length < wanted && page.next !== undefined && page.items.length > 0) {
      page = await this.fetchPage(page.next, wanted - items.length, signal);
      items.push(...page.items);
      unreadable.push(...(page.unreadable ?? []));
    }
    return { ...page, items, unreadable };
  }

  /** Rows shift while pages are read, so the same one may come twice. */
  #add({ items, unreadable = [], next, remaining }: Page<T>): void {
    for (const item of items) this.#byKey.set(this.keyOf(item), item);
    this.#items = [...this.#byKey.values()];
    this.#unreadable = [...this.#unreadable, ...unreadable];
    this.#next = next;
    this.#remaining = remaining;
  }

  /** One load at a time: a new one aborts and replaces the one under way. */
  #run(kind: Run['kind'], task: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#running?.stop.abort(new CancelledError());
    const stop = new AbortController();
    const done = this.#settled(task(stop.signal), stop);
    this.#running = { kind, generation: this.#generation, stop, done };
    return done;
  }

  async #settled(task: Promise<void>, stop: AbortController): Promise<void> {
    const [result] = await Promise.allSettled([task]);
    if (this.#running?.stop !== stop) return this.#running?.done;
    this.#running = undefined;
    this.#error = result.status === 'rejected' ? result.reason : undefined;
  }
}
