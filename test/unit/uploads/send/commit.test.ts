import assert from 'node:assert/strict';
import { commitOnce, type CommitContext } from '../../../../src/uploads/send/commit';
import type { Upload } from '../../../../src/uploads/upload';
import { failureOf } from '../../../support/collect';
import { busy, denied, FakeTarget, lost, refused, type Fault } from '../../../support/fakeTarget';
import { runAt } from '../../../support/uploadRuns';

/** A server with one execution that waits for its commit, and what is known of the commit. */
async function waiting(commit: Upload['commit'] = 'none') {
  const target = new FakeTarget();
  const { signal } = new AbortController();
  const execution = await target.createExecution(undefined, signal);
  const { context, saved } = runAt(target);
  // Nothing else of an upload matters to its commit.
  const upload = { commit } as Upload;
  const run = (changes: Partial<CommitContext> = {}): Promise<void> =>
    commitOnce({ ...context, ...changes }, upload, execution, signal);
  return { target, upload, run, saved, context, execution };
}

const first =
  (fault: Fault) =>
  (call: string, nth: number): Fault | undefined =>
    call === 'commit 1' && nth === 1 ? fault : undefined;

describe('a commit', () => {
  it('is sent once, and written down before and after', async () => {
    const { target, run, saved } = await waiting();
    await run();
    assert.equal(target.count('commit'), 1);
    assert.deepEqual(
      saved.map(({ commit }) => commit),
      ['sent', 'done'],
    );
  });

  it('is not sent once another process has the upload', async () => {
    const { target, run, context } = await waiting();
    const taken = new Error('Another process has it.');
    const ledger = { ...context.ledger, assertHeld: () => Promise.reject(taken) };
    assert.equal(await failureOf(run({ ledger })), taken);
    assert.equal(target.count('commit'), 0);
  });

  it('is not sent where it was done', async () => {
    const { target, run } = await waiting('done');
    await run();
    assert.equal(target.count('commit'), 0);
  });

  it('whose answer is lost after its effect is not sent again', async () => {
    const { target, run, upload } = await waiting();
    target.faultOf = first({ error: lost, afterEffect: true });
    target.looksUntilLoaded = 3;
    await run();
    assert.deepEqual([target.count('commit'), upload.commit], [1, 'done']);
  });

  it('that is lost before its effect is sent again, after a while of looking', async () => {
    const { target, run, context } = await waiting();
    target.faultOf = first({ error: lost });
    await run();
    assert.equal(target.count('commit'), 2);
    assert.equal(target.executions[0]?.commits, 1);
    assert.ok(context.clock.sleeps.reduce((sum, each) => sum + each) >= 2_000);
  });

  it('that loads for longer than the look is repeated, and the refusal taken for its arrival', async () => {
    const { target, run, upload } = await waiting();
    target.faultOf = first({ error: lost, afterEffect: true });
    target.looksUntilLoaded = 1_000;
    await run();
    assert.deepEqual([target.count('commit'), target.executions[0]?.commits], [2, 1]);
    assert.equal(upload.commit, 'done');
  });

  it('is not repeated on a guess while the server does not answer', async () => {
    const { target, run } = await waiting();
    const order: string[] = [];
    target.faultOf = (call, nth) => {
      order.push(call);
      if (call === 'commit 1' && nth === 1) return { error: lost };
      return call === 'get 1' && nth <= 30 ? { error: busy } : undefined;
    };
    await run();
    assert.equal(order.lastIndexOf('commit 1'), order.indexOf('get 1') + 31);
  });

  it('that is turned away in passing is sent again without looking', async () => {
    const { target, run } = await waiting();
    target.faultOf = (call, nth) => (call === 'commit 1' && nth <= 2 ? { error: busy } : undefined);
    await run();
    assert.deepEqual([target.count('commit'), target.count('get')], [3, 0]);
  });

  it('that is turned away again and again fails, and is known not to have been sent', async () => {
    const { target, run, upload } = await waiting();
    target.faultOf = (call) => (call === 'commit 1' ? { error: busy } : undefined);
    assert.equal(await failureOf(run()), busy);
    assert.equal(upload.commit, 'none');
  });

  it('that is turned away and then refused has not arrived', async () => {
    const { target, run, upload } = await waiting();
    target.faultOf = (call, nth) => {
      if (call !== 'commit 1') return undefined;
      return { error: nth === 1 ? busy : refused };
    };
    assert.equal(await failureOf(run()), refused);
    assert.equal(upload.commit, 'none');
  });

  it('that is denied fails at once', async () => {
    const { target, run, upload } = await waiting();
    target.faultOf = first({ error: denied });
    assert.equal(await failureOf(run()), denied);
    assert.deepEqual([target.count('commit'), target.count('get'), upload.commit], [1, 0, 'none']);
  });

  it('that was repeated on the way and refused has arrived', async () => {
    const { target, run, upload } = await waiting();
    target.faultOf = first({ error: refused, afterEffect: true });
    target.looksUntilLoaded = 2;
    await run();
    assert.deepEqual([target.count('commit'), upload.commit], [1, 'done']);
  });

  it('that is denied while an earlier one is in doubt stays in doubt', async () => {
    const { target, run, upload } = await waiting('sent');
    target.faultOf = first({ error: denied });
    assert.equal(await failureOf(run()), denied);
    assert.equal(upload.commit, 'sent');
  });

  it('of an earlier run is looked for first', async () => {
    const { target, run, execution } = await waiting('sent');
    await target.commit(execution, new AbortController().signal);
    await run();
    assert.equal(target.count('commit'), 1);
  });

  it('of an earlier run that loads for long is repeated, and the refusal taken for its arrival', async () => {
    const { target, run, execution, upload } = await waiting('sent');
    await target.commit(execution, new AbortController().signal);
    target.looksUntilLoaded = 1_000;
    await run();
    assert.deepEqual([target.executions[0]?.commits, upload.commit], [1, 'done']);
  });

  it('that is lost each time fails in the end', async () => {
    const { target, run, upload } = await waiting();
    target.faultOf = (call) => (call === 'commit 1' ? { error: lost } : undefined);
    assert.equal(await failureOf(run()), lost);
    assert.deepEqual([target.count('commit'), upload.commit], [3, 'sent']);
  });
});
