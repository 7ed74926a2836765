import assert from 'node:assert/strict';
import { text } from '../../../src/base/text';
import { PagedList } from '../../../src/streams/pagedList';
import { held, listOf, Pages } from '../../support/vscode/pages';

describe('A paged list while it is loaded', () => {
  it('asks again where it is refreshed while it loads', async () => {
    const pages = new Pages(1);
    const list = listOf(pages);
    const hold = held(pages);
    const first = list.load();
    pages.last = 2;
    list.invalidate();
    const second = list.load();
    hold.open();
    await Promise.all([first, second]);
    assert.deepEqual(list.items, [1, 2]);
  });

  it('replaces a further page that is being loaded when it is refreshed', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const pages = new Pages(4);
    const list = new PagedList<number>(
      (cursor, _wanted, signal) => {
        signals.push(signal);
        return pages.fetch(cursor);
      },
      (item) => item,
    );
    await list.load();
    const hold = held(pages);
    const more = list.loadMore();
    pages.last = 6;
    list.invalidate();
    pages.gate = Promise.resolve();
    const reload = list.load();
    await reload;
    assert.deepEqual([list.items, list.hasMore, list.error], [[1, 2], true, undefined]);
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [false, true, false],
    );
    hold.open();
    await more;
    assert.deepEqual([list.items, list.hasMore, list.error], [[1, 2], true, undefined]);
  });

  it('loads a further page after a refresh that was running when it was asked for', async () => {
    const pages = new Pages(6);
    const list = listOf(pages);
    await list.load();
    list.invalidate();
    const hold = held(pages);
    const reload = list.load();
    const more = [list.loadMore(), list.loadMore()];
    hold.open();
    await Promise.all([reload, ...more]);
    assert.deepEqual(list.items, [1, 2, 3, 4]);
  });

  it('skips no row if one is removed while a further page is loaded', async () => {
    let rows = [1, 2, 3, 4, 5, 6];
    const gates: (() => void)[] = [];
    const list = new PagedList<number>(
      async (cursor = 0) => {
        const items = rows.slice(cursor, cursor + 2);
        if (cursor > 0) await new Promise<void>((resolve) => gates.push(resolve));
        return { items, next: cursor + 2 < rows.length ? cursor + 2 : undefined };
      },
      (item) => item,
    );
    await list.load();
    const opened = async (load: Promise<void>): Promise<void> => {
      while (gates.length > 0) {
        gates.shift()?.();
        await new Promise(setImmediate);
      }
      await load;
    };
    const more = list.loadMore();
    rows = rows.filter((row) => row !== 1);
    list.remove(1, 'moves');
    await opened(more);
    assert.deepEqual(list.items, [2, 3, 4]);
    await opened(list.loadMore());
    assert.deepEqual(list.items, [2, 3, 4, 5, 6]);
  });

  it('does not read on where pages without items go on for ever', async () => {
    let asked = 0;
    let first = [1, 2, 3];
    const list = new PagedList<number>(
      (cursor = 0) => {
        asked += 1;
        const next = asked < 1000 ? cursor + 1 : undefined;
        return Promise.resolve({ items: cursor === 0 ? first : [], next });
      },
      (item) => item,
    );
    await list.load();
    first = [1];
    list.invalidate();
    await list.load();
    assert.deepEqual([list.items, asked], [[1], 3]);
  });

  it('keeps what could not be read of its pages, until it is loaded again', async () => {
    const problem = text('id: invalid');
    const list = new PagedList<number>(
      (cursor = 0) =>
        Promise.resolve({
          items: [cursor],
          unreadable: [problem],
          next: cursor < 1 ? 1 : undefined,
        }),
      (item) => item,
    );
    await list.load();
    await list.loadMore();
    assert.equal(list.unreadable.length, 2);
    list.invalidate();
    await list.load();
    assert.deepEqual([list.items, list.unreadable.length], [[0, 1], 2]);
  });
});
