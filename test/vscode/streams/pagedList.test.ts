import assert from 'node:assert/strict';
import { PagedList } from '../../../src/streams/pagedList';
import { listOf, Pages } from '../../support/vscode/pages';

describe('A paged list', () => {
  it('loads the first page once, and further ones when asked', async () => {
    const pages = new Pages(5);
    const list = listOf(pages);
    assert.deepEqual([list.items, list.hasMore], [[], false]);
    await Promise.all([list.load(), list.load()]);
    await list.load();
    assert.deepEqual([list.items, list.hasMore], [[1, 2], true]);
    await list.loadMore();
    assert.deepEqual([list.items, list.hasMore], [[1, 2, 3, 4], true]);
    await list.loadMore();
    await list.loadMore();
    assert.deepEqual([list.items, list.hasMore], [[1, 2, 3, 4, 5], false]);
    assert.deepEqual(pages.asked, [undefined, 3, 5]);
  });

  it('reloads as many as there were, and shows the former until then', async () => {
    const pages = new Pages(6);
    const list = listOf(pages);
    await list.load();
    await list.loadMore();
    list.invalidate();
    assert.deepEqual(list.items, [1, 2, 3, 4]);
    pages.asked.length = 0;
    await list.load();
    assert.deepEqual([list.items, list.hasMore], [[1, 2, 3, 4], true]);
    assert.deepEqual(pages.asked, [undefined, 3]);
  });

  it('reloads in as few pages as the server gives', async () => {
    const wanted: (number | undefined)[] = [];
    const list = new PagedList<number>(
      (cursor = 0, count = 0) => {
        wanted.push(count);
        const size = Math.max(count, 2);
        const items = Array.from({ length: size }, (_, index) => cursor + index);
        return Promise.resolve({ items, next: cursor + size });
      },
      (item) => item,
    );
    await list.load();
    await list.loadMore();
    await list.loadMore();
    list.invalidate();
    await list.load();
    assert.deepEqual(wanted, [0, 0, 0, 6]);
    assert.deepEqual(list.items, [0, 1, 2, 3, 4, 5]);
  });

  it('has no gap after an item was taken off', async () => {
    const pages = new Pages(6);
    const list = listOf(pages);
    await list.load();
    list.remove(1, 'moves');
    await list.loadMore();
    assert.deepEqual(list.items, [2, 3]);
    list.remove(99, 'moves');
    assert.deepEqual(list.items, [2, 3]);
  });

  it('keeps what it has where a reload fails, and does not try again by itself', async () => {
    const pages = new Pages(3);
    const list = listOf(pages);
    await list.load();
    list.invalidate();
    pages.failure = new Error('down');
    await list.load();
    await list.load();
    assert.deepEqual([list.items, list.error], [[1, 2], pages.failure]);
    assert.equal(pages.asked.length, 2);
    pages.failure = undefined;
    list.invalidate();
    await list.load();
    assert.deepEqual([list.items, list.error], [[1, 2], undefined]);
  });

  it('keeps what it has where a further page fails, and gets it by the next try', async () => {
    const pages = new Pages(4);
    const list = listOf(pages);
    await list.load();
    pages.failure = new Error('down');
    await list.loadMore();
    assert.deepEqual([list.items, list.error], [[1, 2], pages.failure]);
    pages.failure = undefined;
    await list.loadMore();
    assert.deepEqual([list.items, list.error], [[1, 2, 3, 4], undefined]);
  });

  it('shows a row once that has moved to another page meanwhile', async () => {
    const rows = [
      [1, 2],
      [2, 3],
    ];
    const list = new PagedList<number>(
      (cursor = 0) =>
        Promise.resolve({ items: rows[cursor] ?? [], next: cursor === 0 ? 1 : undefined }),
      (item) => item,
    );
    await list.load();
    await list.loadMore();
    assert.deepEqual(list.items, [1, 2, 3]);
  });
});
