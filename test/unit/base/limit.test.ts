import assert from 'node:assert/strict';
import { isCancelled } from '../../../src/base/abort';
import { Limiter } from '../../../src/base/limit';
import { failureOf } from '../../support/collect';

describe('Limiter', () => {
  it('runs as many tasks at once as it may, and no more', async () => {
    const limiter = new Limiter(3);
    let running = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => limiter.run(task)));
    assert.deepEqual([most, running], [3, 0]);
  });

  it('lets the waiting in as they came, and nobody before them', async () => {
    const limiter = new Limiter(1);
    const order: number[] = [];
    const run = (number: number): Promise<unknown> =>
      limiter.run(() => Promise.resolve(order.push(number)));
    await Promise.all([1, 2, 3].map((number) => run(number).then(() => run(number + 10))));
    assert.deepEqual(order.slice(0, 3), [1, 2, 3]);
  });

  it('gives the place of a task that failed to the next', async () => {
    const limiter = new Limiter(1);
    const failed = limiter.run(() => Promise.reject(new Error('no')));
    const next = limiter.run(() => Promise.resolve('yes'));
    assert.equal((await failureOf(failed)).message, 'no');
    assert.equal(await next, 'yes');
  });

  it('ends the wait at once when the signal is aborted, and keeps its places', async () => {
    const limiter = new Limiter(1);
    const first = deferred();
    const running = limiter.run(() => first.promise);
    const stop = new AbortController();
    let started = false;
    const waiting = failureOf(
      limiter.run(() => {
        started = true;
        return Promise.resolve();
      }, stop.signal),
    );
    const last = limiter.run(() => Promise.resolve('last'));
    stop.abort();
    assert.ok(isCancelled(await waiting));
    first.resolve();
    await running;
    assert.equal(await last, 'last');
    assert.equal(started, false);
    assert.equal(await limiter.run(() => Promise.resolve('again')), 'again');
  });

  it('does not start a task whose signal is aborted', async () => {
    const stopped = new Limiter(1).run(() => Promise.resolve(), AbortSignal.abort());
    assert.ok(isCancelled(await failureOf(stopped)));
  });

  for (const capacity of [0, -1, 1.5, Number.NaN])
    it(`refuses a capacity of ${capacity}`, () => {
      assert.throws(() => new Limiter(capacity), TypeError);
    });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
