import assert from 'node:assert/strict';
import { isCancelled } from '../../../../src/base/abort';
import { InFlightLimit } from '../../../../src/uploads/send/inFlightLimit';
import { failureOf } from '../../../support/collect';
import { FakeClock } from '../../../support/fakeClock';

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

function fixedAt(parts: number): InFlightLimit {
  return new InFlightLimit(parts, parts, new FakeClock());
}

/** Lets as many parts of 100 bytes go well as may be under way, at a speed in bytes per millisecond. */
function playRound(
  limit: InFlightLimit,
  clock: FakeClock,
  rateOf: (connections: number) => number,
): void {
  const connections = limit.current;
  clock.pass((connections * 100) / rateOf(connections));
  for (let part = 0; part < connections; part += 1) limit.wentWell(100);
}

function limitsAfterRounds(rounds: number, rateOf: (connections: number) => number): number[] {
  const clock = new FakeClock();
  const limit = new InFlightLimit(4, 9, clock);
  return Array.from({ length: rounds }, () => {
    playRound(limit, clock, rateOf);
    return limit.current;
  });
}

describe('InFlightLimit', () => {
  it('lets no more run than the most, and the next when one has ended', async () => {
    const { running, start } = tasksUnder(fixedAt(2));
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
    const limit = fixedAt(8);
    const told = [8, 4, 2, 1, 1].map((expected) => {
      const { current } = limit;
      limit.slowDown();
      return current === expected;
    });
    assert.ok(told.every(Boolean));
  });

  it('grows by one for each round that went well, back to where it began', () => {
    const limit = fixedAt(4);
    limit.slowDown();
    const seen = Array.from({ length: 9 }, () => {
      limit.wentWell(1);
      return limit.current;
    });
    assert.deepEqual(seen, [2, 3, 3, 3, 4, 4, 4, 4, 4]);
  });

  it('grows by two for each round, up to the most, while each connection has a speed of its own', () => {
    assert.deepEqual(
      limitsAfterRounds(6, (connections) => connections * 10),
      [6, 8, 9, 9, 9, 9],
    );
  });

  it('takes the last step back where the way is shared, and stays there', () => {
    assert.deepEqual(
      limitsAfterRounds(6, () => 40),
      [6, 4, 4, 4, 4, 4],
    );
  });

  it('keeps the steps that paid where only the last one does not', () => {
    const rateOf = (connections: number): number => Math.min(60, connections * 10);
    assert.deepEqual(limitsAfterRounds(5, rateOf), [6, 8, 6, 6, 6]);
  });

  it('tries no more after it was told to slow down', () => {
    const clock = new FakeClock();
    const limit = new InFlightLimit(4, 8, clock);
    limit.slowDown();
    for (let round = 0; round < 5; round += 1) playRound(limit, clock, (count) => count * 10);
    assert.equal(limit.current, 4);
  });

  it('starts none above a lowered limit, until enough have ended', async () => {
    const limit = fixedAt(4);
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
    const { running, start } = tasksUnder(fixedAt(1));
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
