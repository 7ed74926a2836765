import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { failureOf, kindOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import { closeEditors } from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withInstance } from '../../support/vscode/instance';

for (const routes of ['both', 'live', 'specification'] as const) {
  describe(`Executions, on a server with ${routes === 'both' ? 'both families of' : `the ${routes}`} routes`, () => {
    const instance = withInstance({ routes });
    afterEach(closeEditors);

    const run = (streamId: number, given: object = {}): Promise<Record<string, unknown>> =>
      instance().invoke('stream.run', { streamId, ...given });

    it('wait for parts on a stream that takes them', async () => {
      const execution = await run(101, { updateMethod: 'APPEND' });
      assert.equal(execution['currentState'], 'ACTIVE');
      assert.equal(execution['updateMethod'], 'APPEND');
      assert.equal(execution['streamId'], 101);
    });

    it('are committed and aborted by hand', async () => {
      const first = await run(105);
      const one = { streamId: 105, executionId: first['executionId'], confirmed: true };
      await instance().sandbox.put(
        routes === 'specification'
          ? `105/data/${String(first['uploadId'])}/parts/1`
          : `105/executions/${String(first['executionId'])}/part/1`,
        'a,b\nc,d\n',
      );
      const committed = await instance().invoke('execution.commit', one);
      assert.equal(committed['executionId'], first['executionId']);
      const ended = await instance().sandbox.ended(105, Number(first['executionId']));
      assert.deepEqual([ended.currentState, ended.rowsInserted], ['SUCCESS', 2]);
      const second = await run(105);
      const other = { ...one, executionId: second['executionId'] };
      const aborted = await instance().invoke('execution.abort', other);
      assert.equal(aborted['currentState'], 'ABORTED');
      assert.equal(await kindOf(instance().invoke('execution.abort', other)), 'badRequest');
    });
  });
}

describe('Executions', () => {
  const instance = withInstance();
  afterEach(closeEditors);

  const run = (streamId: number): Promise<Record<string, unknown>> =>
    instance().invoke('stream.run', { streamId });

  const one = async (): Promise<{ streamId: number; executionId: number }> => {
    const { executionId } = await instance().sandbox.execute(101);
    await instance().forgetRequests();
    return { streamId: 101, executionId };
  };

  it('are aborted although the tree can not be brought up to date', async () => {
    await vscode.commands.executeCommand('domoStreams.streams.focus');
    await vscode.commands.executeCommand('domoStreams.refresh');
    await eventually('the tree has its streams', async () =>
      (await instance().requests()).some(
        ({ path, status }) => path.includes('streams?') && status === 200,
      ),
    );
    const given = { ...(await one()), confirmed: true };
    await instance().setFaults([
      { method: 'GET', path: '**/streams/101', nth: 'every', status: 403 },
    ]);
    const aborted = await instance().invoke('execution.abort', given);
    assert.equal(aborted['currentState'], 'ABORTED');
    const asked = (await instance().requests()).map(({ method, path }) => `${method} ${path}`);
    assert.ok(
      asked.some((request) => request.endsWith('/streams/101?fields=all')),
      asked.join(),
    );
  });

  it('are deleted when that is confirmed', async () => {
    const given = { ...(await one()), confirmed: true };
    const deleted = await instance().invoke('execution.delete', given);
    assert.equal(deleted['executionId'], given.executionId);
    assert.equal(await kindOf(instance().invoke('execution.delete', given)), 'notFound');
  });

  for (const action of ['delete', 'commit', 'abort'])
    it(`stay as they are where one does not confirm to ${action} them`, async () => {
      const given = await one();
      const asked = await answering('showWarningMessage', undefined, () =>
        instance().invoke(`execution.${action}`, { ...given, ask: true }),
      );
      assert.equal(asked.length, 1);
      assert.deepEqual(await instance().writes(), []);
    });

  it('that are not there can be neither opened nor ended', async () => {
    const given = { streamId: 101, executionId: 9999 };
    assert.equal(await kindOf(instance().invoke('execution.open', given)), 'notFound');
    const confirmed = { ...given, confirmed: true };
    for (const command of ['delete', 'commit', 'abort'])
      assert.equal(await kindOf(instance().invoke(`execution.${command}`, confirmed)), 'notFound');
    assert.deepEqual(await instance().writes(), []);
  });

  it('are not committed without parts', async () => {
    const given = { ...(await one()), confirmed: true };
    assert.equal(await kindOf(instance().invoke('execution.commit', given)), 'badRequest');
  });

  it('run to their end on a stream with a connector', async () => {
    const ended = await run(103);
    assert.equal(ended['currentState'], 'SUCCESS');
    assert.ok(Number(ended['rowsInserted']) > 0);
    assert.equal(ended['runType'], 'MANUAL');
  });

  it('that fail in their connector tell in its words, with the trace id', async () => {
    const error = await failureOf(run(104));
    assert.equal('kind' in error && error.kind, 'serverError');
    assert.match(error.message, /Zendesk refused the credentials.*toe \w+-\w+-\w+/);
    assert.doesNotMatch(error.message, /\n/);
  });
});
