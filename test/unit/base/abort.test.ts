import assert from 'node:assert/strict';
import {
  abortReason,
  CancelledError,
  isCancelled,
  sleep,
  throwIfAborted,
} from '../../../src/base/abort';
import { failureOf } from '../../support/collect';

class PausedError extends Error {
  readonly kind = 'paused';
}

describe('abort', () => {
  it('takes a plain abort for a cancel, and keeps a reason that has a kind', () => {
    assert.ok(isCancelled(abortReason(AbortSignal.abort())));
    assert.ok(isCancelled(abortReason(AbortSignal.abort('text'))));
    const paused = new PausedError();
    assert.equal(abortReason(AbortSignal.abort(paused)), paused);
  });

  it('tells a cancel by its kind and not by its class', () => {
    assert.ok(isCancelled(new CancelledError()));
    assert.ok(isCancelled(Object.assign(new Error('elsewhere'), { kind: 'cancelled' })));
    assert.ok(!isCancelled(new Error('cancelled')));
    assert.ok(!isCancelled({ kind: 'cancelled' }));
    assert.ok(!isCancelled(undefined));
  });

  it('throws only where the signal is aborted', () => {
    throwIfAborted(undefined);
    throwIfAborted(new AbortController().signal);
    assert.throws(() => throwIfAborted(AbortSignal.abort()), isCancelled);
  });
});

describe('sleep', () => {
  it('resolves after its time', async () => {
    const start = performance.now();
    await sleep(15, new AbortController().signal);
    assert.ok(performance.now() - start >= 14);
  });

  it('ends at once where the signal is aborted, before or during it', async () => {
    assert.ok(isCancelled(await failureOf(sleep(60_000, AbortSignal.abort()))));
    const stop = new AbortController();
    const sleeping = failureOf(sleep(60_000, stop.signal));
    const paused = new PausedError();
    stop.abort(paused);
    assert.equal(await sleeping, paused);
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
    // That of the test itself.
    assert.ok(timers.length <= 1, `${timers.length} timers are left`);
  });
});
