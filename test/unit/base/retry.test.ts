import assert from 'node:assert/strict';
import { isCancelled } from '../../../src/base/abort';
import { retryDelay, withRetry, type RetryPolicy } from '../../../src/base/retry';
import { failureOf } from '../../support/collect';
import { FakeClock } from '../../support/fakeClock';
import { rounds } from '../../support/rounds';
import { seededRandom } from '../../support/seededRandom';

const passing = new Error('in passing');

function policyWith(changes: Partial<RetryPolicy> = {}): RetryPolicy & { clock: FakeClock } {
  return {
    retries: 3,
    random: () => 1,
    isTransient: (error) => error === passing,
    waitAskedFor: () => undefined,
    ...changes,
    clock: new FakeClock(),
  };
}

/** A task that fails so many times, and how often it was called. */
function failing(times: number, error: Error = passing) {
  const task = {
    calls: 0,
    run: (): Promise<string> => {
      task.calls += 1;
      return task.calls <= times ? Promise.reject(error) : Promise.resolve('done');
    },
  };
  return task;
}

describe('withRetry', () => {
  it('repeats a task while its failures are transient', async () => {
    const policy = policyWith();
    const task = failing(3);
    assert.equal(await withRetry(task.run, policy), 'done');
    assert.equal(task.calls, 4);
    assert.deepEqual(policy.clock.sleeps, [500, 1000, 2000]);
  });

  it('gives up with the last failure', async () => {
    const task = failing(9);
    assert.equal(await failureOf(withRetry(task.run, policyWith())), passing);
    assert.equal(task.calls, 4);
  });

  it('tries once where retries are 0 and where the failure is not transient', async () => {
    const first = failing(9);
    await failureOf(withRetry(first.run, policyWith({ retries: 0 })));
    const second = failing(9, new Error('for good'));
    await failureOf(withRetry(second.run, policyWith()));
    assert.deepEqual([first.calls, second.calls], [1, 1]);
  });

  it('never tries more often than it may, nor waits longer than half a minute unasked', async () => {
    const random = seededRandom(21);
    for (let round = 0; round < rounds(500); round += 1) {
      const retries = Math.floor(random() * 12);
      const failures = Math.floor(random() * 14);
      const asked = random() < 0.3 ? Math.floor(random() * 300_000) : undefined;
      const policy = policyWith({ retries, random, waitAskedFor: () => asked });
      const task = failing(failures);
      const isDone = await withRetry(task.run, policy).then(
        () => true,
        () => false,
      );
      assert.equal(isDone, failures <= retries);
      assert.equal(task.calls, Math.min(failures, retries) + 1);
      assert.equal(policy.clock.sleeps.length, task.calls - 1);
      for (const [attempt, milliseconds] of policy.clock.sleeps.entries())
        if (asked === undefined)
          assert.ok(milliseconds >= 0 && milliseconds <= Math.min(30_000, 500 * 2 ** attempt));
        else assert.equal(milliseconds, asked);
    }
  });

  it('waits as long as it is asked to, and not where that is too long', async () => {
    const asked = policyWith({ waitAskedFor: () => 7_000 });
    assert.equal(await withRetry(failing(1).run, asked), 'done');
    assert.deepEqual(asked.clock.sleeps, [7_000]);
    const tooLong = policyWith({ waitAskedFor: () => 3_600_000 });
    assert.equal(await failureOf(withRetry(failing(1).run, tooLong)), passing);
    assert.deepEqual(tooLong.clock.sleeps, []);
  });

  it('tells of each repeat before it waits', async () => {
    const told: unknown[] = [];
    const onRetry = (...facts: unknown[]): unknown => told.push(facts);
    await withRetry(failing(2).run, policyWith({ onRetry }));
    assert.deepEqual(told, [
      [passing, 500],
      [passing, 1000],
    ]);
  });

  it('ends the wait when the signal is aborted', async () => {
    const stop = new AbortController();
    const policy = policyWith({ onRetry: () => stop.abort() });
    const task = failing(9);
    assert.ok(isCancelled(await failureOf(withRetry(task.run, policy, stop.signal))));
    assert.equal(task.calls, 1);
  });
});

describe('retryDelay', () => {
  it('is anything from 0 to a ceiling that doubles up to 30 seconds', () => {
    for (const [attempt, ceiling] of [500, 1000, 2000, 4000, 8000, 16_000, 30_000].entries())
      for (const part of [0, 0.25, 0.5, 1])
        assert.equal(
          retryDelay(attempt, passing, policyWith({ random: () => part })),
          Math.round(part * ceiling),
        );
    assert.equal(retryDelay(2000, passing, policyWith()), 30_000);
  });
});
