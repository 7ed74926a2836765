import assert from 'node:assert/strict';
import { isCancelled } from '../../../src/base/abort';
import { InFlightLimit } from '../../../src/upload/inFlightLimit';
import { failureOf } from '../../support/collect';

const { signal } = new AbortController();

/** Starts tasks that end when they are told to, and counts those that run. */
function tasksUnder(limit: InFlightLimit) {
  const running: (() => void)[] = [];
  const start = (stop = signal): Promise<void> =>
    limit.run(() => new Promise<void>((resolve) => running.push(resolve)), stop);
  return { running, start };
}

async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

describe('InFlightLimit', () => {
  it('lets no more run than the most, and the next when one has ended', async () => {
    const { running, start } = tasksUnder(new InFlightLimit(2));
    const all = [start(), start(), start()];
    await settled();
    assert.equal(running.length, 2);
    running[0]?.();
    await settled();
    assert.equal(running.length, 3);
    running.forEach((end) => end());
    await Promise.all(all);
  });

  it('halves when it is told to slow down, down to one', () => {
    const limit = new InFlightLimit(8);
    const told = [8, 4, 2, 1, 1].map((expected) => {
      const { current } = limit;
      limit.slowDown();
      return current === expected;
    });
    assert.ok(told.every(Boolean));
  });

  it('grows by one for each round that went well, up to the most', () => {
    const limit = new InFlightLimit(4);
    limit.slowDown();
    const seen = Array.from({ length: 9 }, () => {
      limit.wentWell();
      return limit.current;
    });
    assert.deepEqual(seen, [2, 3, 3, 3, 4, 4, 4, 4, 4]);
  });

  it('starts none above a lowered limit, until enough have ended', async () => {
    const limit = new InFlightLimit(4);
    const { running, start } = tasksUnder(limit);
    const all = [start(), start(), start(), start()];
    limit.slowDown();
    all.push(start());
    running.splice(0, 2).forEach((end) => end());
    await settled();
    assert.equal(running.length, 2);
    running.shift()?.();
    await settled();
    assert.equal(running.length, 2);
    running.forEach((end) => end());
    await Promise.all(all);
  });

  it('ends a wait with the reason of an aborted signal', async () => {
    const { running, start } = tasksUnder(new InFlightLimit(1));
    const first = start();
    const stop = new AbortController();
    const waiting = failureOf(start(stop.signal));
    stop.abort();
    assert.ok(isCancelled(await waiting));
    running[0]?.();
    await first;
    assert.equal(running.length, 1);
  });
});
