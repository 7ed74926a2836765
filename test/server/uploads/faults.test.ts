import assert from 'node:assert/strict';
import { englishOf } from '../../../src/base/text';
import { isCancelled } from '../../../src/base/abort';
import type { FaultRule } from '../../../src/sandbox/faultRules';
import { silentLog } from '../../../src/base/log';
import { abortExecution } from '../../../src/uploads/send/abortExecution';
import { eventually } from '../../support/vscode/eventually';
import { failureOf, kindOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';
import { csvOf, openStreamId, uploadTo } from '../../support/sandboxUploads';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const csv = csvOf(60_000);
/** Appended, so that rows that are loaded twice would show. */
const small = { partSizeBytes: 4_000, updateMethod: 'APPEND' };

describe('an upload', () => {
  const own = withDomoSandbox({}, { timeoutSeconds: 0.1 });
  const folder = withTemporaryFolder();
  const file = (text = csv): Promise<string> => folder().write('rows.csv', `a,b,c,d\n${text}`);
  let storedBefore = '';
  beforeEach(async () => {
    storedBefore = await own().stored(openStreamId);
  });
  afterEach(() => own().reset());

  async function assertLoadedOnce(): Promise<void> {
    const stored = await own().stored(openStreamId);
    assert.ok(stored === storedBefore + csv, 'other bytes have arrived');
  }

  const parts = { method: 'PUT', path: '**/parts/*' };
  const faults: Record<string, FaultRule> = {
    'fail with 500': { ...parts, nth: [2, 5, 6], status: 500 },
    'fail with 503 after their effect': { ...parts, nth: [1, 4], status: 503, afterEffect: true },
    'are too many': { ...parts, nth: [3, 4, 5], status: 429, headers: { 'retry-after': '1' } },
    'lose their connection': { ...parts, nth: [1, 3, 7], reset: 'early' },
    'lose their connection in the middle': { ...parts, nth: [2, 3], reset: 'body' },
    'lose their answer': { ...parts, nth: [2, 8], reset: 'answer', afterEffect: true },
    'are never answered': { ...parts, nth: [4], hang: 'headers', afterEffect: true },
    'are answered in part': { ...parts, nth: [4], hang: 'body', afterEffect: true },
    'meet a maintenance page': {
      ...parts,
      nth: [4],
      status: 200,
      body: '<title>Maintenance</title>',
    },
  };
  for (const [what, fault] of Object.entries(faults))
    it(`whose parts ${what} loads every row once`, async () => {
      await own().reset(fault);
      const upload = await uploadTo(own(), await file(), small);
      const { retries, rowsInserted, rowsSent } = await upload.run();
      await assertLoadedOnce();
      assert.equal(rowsInserted, rowsSent);
      assert.equal(retries, [fault.nth].flat().length);
    });

  it('never has more parts under way than it may', async () => {
    for (const [concurrency, most] of [
      [1, 1],
      [3, 6],
    ] as const) {
      await own().reset({ ...parts, delayMs: 5 });
      await (await uploadTo(own(), await file(), { ...small, concurrency })).run();
      const inFlight = (await own().requestsLike(/\/parts\//)).map((request) => request.inFlight);
      assert.ok(Math.max(...inFlight) >= concurrency);
      assert.ok(Math.max(...inFlight) <= most);
      assert.ok(inFlight.length > 10);
    }
  });

  it('has more parts under way where each takes its time whatever the others do', async () => {
    await own().reset({ ...parts, delayMs: 60 });
    await (await uploadTo(own(), await file(), { ...small, concurrency: 3 })).run();
    const inFlight = (await own().requestsLike(/\/parts\//)).map((request) => request.inFlight);
    assert.equal(Math.max(...inFlight), 6);
  });

  for (const [what, fault] of Object.entries({
    'is lost after its effect': { reset: 'answer', afterEffect: true },
    'is lost before its effect': { reset: 'early' },
    'is never answered': { hang: 'headers', afterEffect: true },
    'fails after its effect': { status: 502, afterEffect: true },
    'fails before its effect': { status: 502 },
    'is too early': { status: 429, headers: { 'retry-after': '1' } },
    'meets a log-in page': { status: 200, body: '<title>Login</title>' },
  } satisfies Record<string, Partial<FaultRule>>))
    it(`whose commit ${what} loads every row once`, async () => {
      await own().reset({ method: 'PUT', path: '**/commit', times: 1, ...fault });
      const upload = await uploadTo(own(), await file(), small);
      const { executionId } = await upload.run();
      await assertLoadedOnce();
      const { executions } = own().client;
      const execution = await executions.get(openStreamId, executionId);
      assert.equal(execution.currentState, 'SUCCESS');
    });

  for (const [what, fault, executions] of [
    ['is lost after its effect', { reset: 'answer', afterEffect: true }, 2],
    ['is lost before its effect', { reset: 'early' }, 1],
    ['fails after its effect', { status: 503, afterEffect: true }, 2],
    ['is too early', { status: 429 }, 1],
  ] as const)
    it(`whose execution's creation ${what} loads every row once`, async () => {
      const before = (await own().client.newestExecutions(openStreamId, 1)).items[0];
      await own().reset({ method: 'POST', path: '**/executions', times: 1, ...fault });
      const upload = await uploadTo(own(), await file(), small);
      const { executionId } = await upload.run();
      await assertLoadedOnce();
      assert.equal(executionId, (before?.executionId ?? 0) + executions);
      if (executions === 1) return;
      const lost = await own().client.executions.get(openStreamId, executionId - 1);
      assert.equal(lost.currentState, 'ABORTED');
    });

  it('that is cancelled stops at once, and its execution is aborted', async () => {
    await own().reset({ ...parts, nth: [5], hang: 'headers' });
    const upload = await uploadTo(own(), await file(), small);
    const stop = new AbortController();
    const failure = failureOf(upload.run(stop.signal));
    const isUnderWay = async (): Promise<boolean> =>
      (await own().requestsLike(/parts\/5$/)).length > 0;
    await eventually('the fifth part is on its way', isUnderWay);
    stop.abort();
    const cancelled = await failure;
    assert.ok(isCancelled(cancelled));
    const target = own().client.uploadTarget({ streamId: openStreamId, route: 'auto' });
    const { note } = await abortExecution(upload.upload, target, cancelled, silentLog);
    assert.match(note ? englishOf(note) : '', /was aborted/);
    const id = upload.upload.execution?.executionId ?? 0;
    const { currentState } = await own().client.executions.get(openStreamId, id);
    assert.equal(currentState, 'ABORTED');
    assert.deepEqual(await own().requestsLike(/commit$/), []);
  });

  it('with another number of columns in the middle stops before its commit', async () => {
    const upload = await uploadTo(own(), await file(`${csv}1,2,3\n${csv}`), small);
    assert.equal(await kindOf(upload.run()), 'columns');
    assert.deepEqual(await own().requestsLike(/commit$/), []);
    assert.ok((await own().requestsLike(/\/parts\//)).length > 5);
  });

  it('whose server counts other rows is an alarm', async () => {
    await own().reset({
      method: 'GET',
      path: '**/executions/*',
      status: 200,
      body: { executionId: 1, currentState: 'SUCCESS', rowsInserted: 7 },
    });
    const upload = await uploadTo(own(), await file(), small);
    assert.equal(await kindOf(upload.run()), 'rowsDiffer');
  });

  it('whose execution fails in Domo says why', async () => {
    await own().reset({
      method: 'GET',
      path: '**/executions/*',
      status: 200,
      body: { executionId: 1, currentState: 'ERROR', toe: 'T9', errors: [{ message: 'Bad.' }] },
    });
    const upload = await uploadTo(own(), await file(), small);
    const error = await failureOf(upload.run());
    assert.match(error.message, /with ERROR: Bad\. \(toe T9\)/);
  });
});
