import assert from 'node:assert/strict';
import { text } from '../../../../src/base/text';
import { DomoError } from '../../../../src/domo/http/errors';
import type { StreamedBody } from '../../../../src/domo/http/transport';
import {
  StreamUploadTarget,
  type UploadTargetOptions,
} from '../../../../src/domo/flows/uploadTarget';
import { failureOf, kindOf } from '../../../support/collect';
import { scriptedServer, type Scripted } from '../../../support/scriptedTransport';

const signal = new AbortController().signal;
const execution = { executionId: 12, uploadId: '999' };
const body: StreamedBody = {
  contentType: 'text/csv',
  length: 0,
  open: async function* () {
    yield* await Promise.resolve([]);
  },
};

function target(script: (call: string) => Scripted, options: Partial<UploadTargetOptions> = {}) {
  const routes: string[] = [];
  const server = scriptedServer(script);
  const made = new StreamUploadTarget(server, {
    streamId: 7,
    route: 'auto',
    onRoute: (route) => routes.push(route),
    ...options,
  });
  return { target: made, calls: server.calls, routes };
}

describe('StreamUploadTarget', () => {
  it("uses the specification's route with the uploadId where the server has it", async () => {
    const { target: upload, calls, routes } = target(() => 200);
    await upload.putPart(execution, 1, body, signal);
    await upload.putPart(execution, 2, body, signal);
    await upload.commit(execution, signal);
    assert.deepEqual(calls, [
      'PUT /streams/7/data/999/parts/1',
      'PUT /streams/7/data/999/parts/2',
      'PUT /streams/7/data/999/commit',
    ]);
    assert.deepEqual(routes, ['data']);
  });

  it('takes the executionId where there is no uploadId', async () => {
    const { target: upload, calls } = target(() => 200);
    await upload.abort({ executionId: 12, uploadId: undefined }, 'Enough.', signal);
    assert.deepEqual(calls, ['PUT /streams/7/data/12/abort']);
  });

  for (const [what, answer] of [
    ['404', 404],
    ['405', 405],
    ['a page of 404', [404, '<html></html>']],
    ['a page of 405', [405, '<html><title>405 Not Allowed</title></html>']],
    ['a redirect', 302],
  ] as const)
    it(`goes on by the live route for all after ${what}`, async () => {
      const made = target((call) => (call.includes('/data/') ? answer : 200));
      await made.target.putPart(execution, 1, body, signal);
      await made.target.putPart(execution, 2, body, signal);
      await made.target.commit(execution, signal);
      assert.deepEqual(made.calls, [
        'PUT /streams/7/data/999/parts/1',
        'PUT /streams/7/executions/12/part/1',
        'PUT /streams/7/executions/12/part/2',
        'PUT /streams/7/executions/12/commit',
      ]);
      assert.deepEqual(made.routes, ['executions']);
    });

  for (const [what, answer] of [
    ['a log-in page', [200, '<html><title>Login</title></html>']],
    ['a maintenance page', [503, '<html><title>Maintenance</title></html>']],
    ['an allow-list redirect', 303],
    ['a refusal', 400],
    ['a lost answer', 500],
    ['an unexpected answer', new DomoError('unexpectedAnswer', text('No.'))],
  ] as const)
    it(`sends nothing by the other route after ${what}`, async () => {
      const made = target(() => answer);
      await failureOf(made.target.putPart(execution, 1, body, signal));
      await failureOf(made.target.commit(execution, signal));
      await failureOf(made.target.abort(execution, 'Enough.', signal));
      assert.deepEqual(made.calls, [
        'PUT /streams/7/data/999/parts/1',
        'PUT /streams/7/data/999/commit',
        'PUT /streams/7/data/999/abort',
      ]);
    });

  it('lets one part find the route while the others wait', async () => {
    const made = target((call) => (call.includes('/data/') ? 404 : 200));
    const put = (number: number): Promise<void> =>
      made.target.putPart(execution, number, body, signal);
    await Promise.all([1, 2, 3, 4].map(put));
    assert.equal(made.calls.filter((call) => call.includes('/data/')).length, 1);
    assert.equal(made.calls.length, 5);
  });

  it('lets the next part find the route where the first fails for another reason', async () => {
    let calls = 0;
    const made = target(() => ((calls += 1) === 1 ? 500 : 200));
    const puts = [1, 2, 3].map((number) => made.target.putPart(execution, number, body, signal));
    const ends = await Promise.allSettled(puts);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
    assert.deepEqual(made.routes, ['data']);
  });

  it('keeps to a route that is set', async () => {
    const made = target(() => 404, { route: 'data' });
    assert.equal(await kindOf(made.target.putPart(execution, 1, body, signal)), 'notFound');
    assert.equal(await kindOf(made.target.commit(execution, signal)), 'notFound');
    assert.equal(made.calls.length, 2);
  });

  it('ends an execution by the live route where no part has found one', async () => {
    const made = target((call) => (call.includes('/data/') ? 404 : 200));
    await made.target.abort(execution, 'Enough.', signal);
    assert.equal(made.calls.at(-1), 'PUT /streams/7/executions/12/abort');
    const lost = target(() => 503);
    await failureOf(lost.target.commit(execution, signal));
    assert.equal(lost.calls.length, 1);
  });

  it('finds the running execution that came after another', async () => {
    const state =
      (currentState: string) =>
      (call: string): Scripted =>
        call.includes('/state/')
          ? [200, [{ executionId: 3 }]]
          : [200, [1, 2, 3].map((executionId) => ({ executionId, currentState }))];
    const running = target(state('ACTIVE')).target;
    assert.equal((await running.findRunningAfter(2, signal))?.executionId, 3);
    assert.equal(await running.findRunningAfter(3, signal), undefined);
    assert.equal(await running.newestExecutionId(signal), 3);
    assert.equal(await target(state('SUCCESS')).target.findRunningAfter(2, signal), undefined);
    const none = target((call) => (call.includes('/state/') ? 404 : [200, []])).target;
    assert.equal(await none.newestExecutionId(signal), 0);
  });

  it('judges what a failure means for an upload', async () => {
    const judge = async (status: Scripted) => {
      const { target: upload } = target(() => status);
      return upload.judge(await failureOf(upload.commit(execution, signal)));
    };
    const base = {
      isTransient: false,
      isOverload: false,
      mayHaveTakenEffect: false,
      refusesBody: false,
      refusesState: false,
      refusesToken: false,
      waitAskedForMilliseconds: undefined,
    };
    assert.deepEqual(await judge(400), { ...base, refusesBody: true, refusesState: true });
    assert.deepEqual(await judge(415), { ...base, refusesBody: true });
    assert.deepEqual(await judge(409), { ...base, refusesState: true });
    assert.deepEqual(await judge(500), { ...base, isTransient: true, mayHaveTakenEffect: true });
    assert.deepEqual(await judge(429), { ...base, isTransient: true, isOverload: true });
    assert.deepEqual(await judge(401), { ...base, refusesToken: true });
    assert.deepEqual(await judge(403), base);
  });
});
