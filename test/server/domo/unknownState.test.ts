import assert from 'node:assert/strict';
import { englishOf, text } from '../../../src/base/text';
import type { DomoClient } from '../../../src/domo/client';
import { outcomeOf, streamOutcome, type Execution } from '../../../src/domo/api/model';
import { isUploadError } from '../../../src/uploads/errors';
import { failureOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';
import { openStreamId, uploadTo } from '../../support/sandboxUploads';
import { withTemporaryFolder } from '../../support/temporaryFolder';

const ids = { streamId: openStreamId, executionId: 77 };
const json = { 'content-type': 'application/json' };
const endedAt = 1_700_000_000;

/** The calls that give executions. */
const calls: Record<string, (client: DomoClient) => Promise<Execution | undefined>> = {
  'read an execution': ({ executions }) => executions.get(ids.streamId, ids.executionId),
  'create an execution': ({ executions }) => executions.create(ids.streamId, {}),
  'list executions': async ({ executions }) =>
    (await executions.list(ids.streamId, { limit: 1, offset: 0 }))[0],
  'read the history': async ({ streams }) => (await streams.history(ids.streamId))[0],
  'read a stream': async ({ streams }) => (await streams.get(ids.streamId)).lastExecution,
  'list streams': async ({ streams }) =>
    (await streams.list({ limit: 1, offset: 0 }))[0]?.lastExecution,
  'search streams': async ({ streams }) =>
    (await streams.search('dataSource.name', 'a'))[0]?.lastExecution,
};

/** What the server gives for a call. */
function answerOf(call: string, execution: object): unknown {
  const stream = { id: ids.streamId, lastExecution: execution };
  const one = call.includes('stream') ? stream : execution;
  return /^(list|search|read the history)/.test(call) ? [one] : one;
}

describe('An execution in a state that nobody knows', () => {
  const own = withDomoSandbox();
  const folder = withTemporaryFolder();
  afterEach(() => own().reset());

  for (const [call, make] of Object.entries(calls))
    for (const [state, end, outcome] of [
      ['HIBERNATING', null, 'running'],
      ['ARCHIVED ☕ <b>', endedAt, 'ended'],
      [null, null, 'neverRun'],
    ] as const)
      it(`is shown as it is: ${call}, ${state ?? 'no state'}`, async () => {
        const body = answerOf(call, { ...ids, currentState: state, endedAt: end });
        await own().reset({ path: '**', status: 200, headers: json, body });
        const execution = await make(own().client);
        assert.ok(execution);
        assert.equal(execution.currentState, state ?? undefined);
        assert.equal(outcomeOf(execution.currentState, execution.endedAt), outcome);
        assert.equal((await own().requests()).length, 1);
      });

  for (const [call, make] of Object.entries(calls).filter(([name]) =>
    /^(read a|create)/.test(name),
  ))
    it(`that is no text is refused, with its field: ${call}`, async () => {
      const body = answerOf(call, { ...ids, currentState: { odd: true } });
      await own().reset({ path: '**', status: 200, headers: json, body });
      const error = await failureOf(make(own().client));
      assert.match(
        error.message,
        /^Domo returned an? \w+ in an unexpected format: [\w.]*currentState: .*string.*\. .* \(/,
      );
      assert.equal((await own().requests()).length, 1);
    });

  for (const call of ['list executions', 'read the history'])
    it(`that is no text is shown with its field: ${call}`, async () => {
      const body = answerOf(call, { ...ids, currentState: { odd: true } });
      await own().reset({ path: '**', status: 200, headers: json, body });
      const execution = await calls[call]?.(own().client);
      assert.equal(execution?.executionId, ids.executionId);
      assert.match(englishOf(execution.problem ?? text('')), /^currentState: .*string/);
    });

  it('does not make a stream run that has no execution', async () => {
    const body = { id: ids.streamId, currentExecutionState: 'HIBERNATING' };
    await own().reset({ path: '**', status: 200, headers: json, body });
    const stream = await own().client.streams.get(ids.streamId);
    assert.deepEqual([stream.state, streamOutcome(stream)], ['HIBERNATING', 'ended']);
  });

  const look = { method: 'GET', path: '**/executions/*', status: 200, headers: json } as const;

  it('is waited for by an upload, which ends well when it does', async () => {
    const path = await folder().write('waits.csv', 'a,b\n1,2\n3,4\n');
    const upload = await uploadTo(own(), path);
    await own().reset({ ...look, times: 3, body: { ...ids, currentState: 'HIBERNATING' } });
    const { rowsInserted } = await upload.run();
    assert.equal(rowsInserted, 2);
    assert.equal((await own().requestsLike(/^PUT .*\/commit$/)).length, 1);
    assert.ok((await own().requestsLike(/^GET .*\/executions\/\d+$/)).length > 3);
  });

  it('fails an upload that it has ended, with its name, and is committed once', async () => {
    const path = await folder().write('fails.csv', 'a,b\n1,2\n');
    const upload = await uploadTo(own(), path);
    await own().reset({ ...look, body: { ...ids, currentState: 'ARCHIVED', endedAt } });
    const error = await failureOf(upload.run());
    assert.ok(isUploadError(error), String(error));
    assert.equal(error.kind, 'executionFailed');
    assert.match(error.message, /^Domo ended execution \d+ with ARCHIVED: no reason given\./);
    assert.equal((await own().requestsLike(/^PUT .*\/commit$/)).length, 1);
  });
});
