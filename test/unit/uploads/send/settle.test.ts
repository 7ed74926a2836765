import assert from 'node:assert/strict';
import { isUploadError } from '../../../../src/uploads/errors';
import { awaitEnd, createOnce } from '../../../../src/uploads/send/settle';
import { failureOf, kindOf } from '../../../support/collect';
import { denied, FakeFailure, FakeTarget, lost } from '../../../support/fakeTarget';
import { runAt } from '../../../support/uploadRuns';

const { signal } = new AbortController();

async function createAt(target: FakeTarget): Promise<number> {
  const { context } = runAt(target);
  const newest = await target.newestExecutionId(signal);
  return (await createOnce(context, 'APPEND', newest, signal)).executionId;
}

describe('creating an execution', () => {
  it('whose answer was lost ends that one and makes another', async () => {
    const target = new FakeTarget();
    await target.createExecution(undefined, signal);
    target.faultOf = (call, nth) =>
      call === 'create' && nth === 2 ? { error: lost, afterEffect: true } : undefined;
    assert.equal(await createAt(target), 3);
    assert.equal(target.count('abort 2'), 1);
    assert.equal(target.count('abort 1'), 0);
  });

  it('that never arrived makes one', async () => {
    const target = new FakeTarget();
    target.faultOf = (call, nth) => (call === 'create' && nth === 1 ? { error: lost } : undefined);
    assert.equal(await createAt(target), 1);
    assert.equal(target.count('abort'), 0);
  });

  it('goes on where the lost one can not be aborted: the next one ends it', async () => {
    const target = new FakeTarget();
    target.faultOf = (call, nth) => {
      if (call === 'create' && nth === 1) return { error: lost, afterEffect: true };
      return call.startsWith('abort') ? { error: denied } : undefined;
    };
    assert.equal(await createAt(target), 2);
    assert.equal(target.executions[0]?.outcome, 'ended');
  });

  it('leaves none running where all answers were lost', async () => {
    const target = new FakeTarget();
    target.faultOf = (call) => (call === 'create' ? { error: lost, afterEffect: true } : undefined);
    assert.equal(await failureOf(createAt(target)), lost);
    assert.equal(target.executions.length, 3);
    assert.ok(target.executions.every(({ outcome }) => outcome === 'ended'));
  });

  it('that is turned away is tried again, as long as is asked for', async () => {
    const target = new FakeTarget();
    const wait = new FakeFailure('wait', { isTransient: true, waitAskedForMilliseconds: 7_000 });
    target.faultOf = (call, nth) => (call === 'create' && nth === 1 ? { error: wait } : undefined);
    const { context } = runAt(target);
    await createOnce(context, undefined, 0, signal);
    assert.deepEqual(context.clock.sleeps, [7_000]);
    assert.equal(target.count('find'), 0);
  });

  it('that is turned away for an hour fails at once', async () => {
    for (const mayHaveTakenEffect of [true, false]) {
      const target = new FakeTarget();
      const facts = { isTransient: true, mayHaveTakenEffect, waitAskedForMilliseconds: 3_600_000 };
      const hour = new FakeFailure('an hour', facts);
      target.faultOf = (call) => (call === 'create' ? { error: hour } : undefined);
      assert.equal(await failureOf(createAt(target)), hour);
      assert.equal(target.count('create'), 1);
    }
  });

  it('that is denied fails at once', async () => {
    const target = new FakeTarget();
    target.faultOf = (call) => (call === 'create' ? { error: denied } : undefined);
    assert.equal(await failureOf(createAt(target)), denied);
    assert.equal(target.count('create'), 1);
  });
});

describe('the end of an execution', () => {
  async function committed(): Promise<FakeTarget> {
    const target = new FakeTarget();
    const execution = await target.createExecution(undefined, signal);
    await target.commit(execution, signal);
    return target;
  }

  it('is waited for, with looks that grow rarer up to the longest time', async () => {
    const target = await committed();
    target.looksUntilLoaded = 8;
    const { context } = runAt(target);
    assert.equal((await awaitEnd(context, 1, signal)).outcome, 'succeeded');
    assert.deepEqual(context.clock.sleeps, [100, 150, 225, 337.5, 506.25, 759.375, 1000]);
  });

  it('is waited for through looks that fail in passing', async () => {
    const target = await committed();
    target.faultOf = (call, nth) => (call === 'get 1' && nth < 5 ? { error: lost } : undefined);
    assert.equal((await awaitEnd(runAt(target).context, 1, signal)).outcome, 'succeeded');
    target.faultOf = (call) => (call === 'get 1' ? { error: denied } : undefined);
    assert.equal(await failureOf(awaitEnd(runAt(target).context, 1, signal)), denied);
  });

  it('is waited for where the server shows it as never run at first', async () => {
    const target = await committed();
    const execution = target.executions[0];
    assert.ok(execution);
    execution.outcome = 'neverRun';
    target.faultOf = (call, nth) => {
      if (call === 'get 1' && nth === 3) execution.outcome = 'succeeded';
      return undefined;
    };
    assert.equal((await awaitEnd(runAt(target).context, 1, signal)).outcome, 'succeeded');
  });

  for (const [outcome, reason] of [
    ['failed', /with FAILED: Bad data\. \(toe T1\)/],
    ['ended', /with ENDED: no reason given\./],
  ] as const)
    it(`that ${outcome} is an error with the state and the reason`, async () => {
      const target = await committed();
      const execution = target.executions[0];
      assert.ok(execution);
      execution.outcome = outcome;
      const error = await failureOf(awaitEnd(runAt(target).context, 1, signal));
      assert.ok(isUploadError(error));
      assert.equal(error.kind, 'executionFailed');
      assert.match(error.message, reason);
    });

  it('is not waited for after an abort', async () => {
    const target = await committed();
    target.looksUntilLoaded = 1_000;
    const stop = new AbortController();
    target.faultOf = (call, nth) => {
      if (call === 'get 1' && nth === 3) stop.abort();
      return undefined;
    };
    const { context } = runAt(target);
    assert.equal(await kindOf(awaitEnd(context, 1, stop.signal)), 'cancelled');
    assert.equal(target.count('get'), 3);
  });
});
