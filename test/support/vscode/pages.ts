import type { Page } from '../../../src/domo/flows/page';
import { PagedList } from '../../../src/streams/pagedList';

/** Pages of two numbers up to a last one; a load can be held up or made to fail. */
export class Pages {
  readonly asked: (number | undefined)[] = [];
  failure: Error | undefined;
  gate: Promise<void> = Promise.resolve();

  constructor(public last: number) {}

  readonly fetch = async (cursor: number | undefined): Promise<Page<number>> => {
    this.asked.push(cursor);
    const { last } = this;
    await this.gate;
    if (this.failure) throw this.failure;
    const start = cursor ?? 1;
    const items = [start, start + 1].filter((item) => item <= last);
    return { items, next: start + 2 <= last ? start + 2 : undefined };
  };
}

export function listOf(pages: Pages): PagedList<number> {
  return new PagedList(pages.fetch, (item) => item);
}

/** Holds up the loads that begin from now on. */
export function held(pages: Pages): { open: () => void } {
  const hold = { open: (): void => undefined };
  pages.gate = new Promise((resolve) => {
    hold.open = resolve;
  });
  return hold;
}
