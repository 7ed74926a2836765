import assert from 'node:assert/strict';
import { TestSandbox, withSandbox, type ExecutionJson } from './support';

describe('sandbox: executions', () => {
  const sandbox = withSandbox();

  it('has one running execution per stream: a new one cancels the former', async () => {
    const first = await sandbox().execute(105);
    assert.equal((await sandbox().stream(105)).currentExecution?.executionId, first.executionId);
    const second = await sandbox().execute(105);
    const former = await sandbox().execution(105, first.executionId);
    assert.equal(former.currentState, 'CANCELLED');
    assert.ok(former.endedAt);
    assert.equal((await sandbox().execution(105, second.executionId)).currentState, 'ACTIVE');
  });

  it('has a stuck execution among the samples, which can be aborted', async () => {
    assert.equal((await sandbox().execution(107, 5)).currentState, 'ACTIVE');
    const body = { category: 'CONNECTOR', message: 'Stuck for days.' };
    const aborted = (await sandbox().put('107/executions/5/abort', body)).json<ExecutionJson>();
    assert.equal(aborted.currentState, 'ABORTED');
    assert.equal(aborted.errors[0]?.message, 'Stuck for days.');
    assert.equal((await sandbox().put('107/executions/5/abort')).status, 400);
  });

  it('refuses to commit nothing, and parts with a gap', async () => {
    const { executionId } = await sandbox().execute(105);
    const path = `105/executions/${executionId}`;
    assert.equal((await sandbox().put(`${path}/commit`)).status, 400);
    await sandbox().put(`${path}/part/1`, 'a\n');
    await sandbox().put(`${path}/part/3`, 'c\n');
    const reply = await sandbox().put(`${path}/commit`);
    assert.equal(reply.status, 400);
    assert.match(reply.text, /Part 2 is missing/);
    assert.equal((await sandbox().put(`${path}/part/0`, 'x\n')).status, 400);
  });

  it('refuses a second commit with 409, while it loads and after it, and loads once', async () => {
    const own = await TestSandbox.start({ loadMilliseconds: 30 });
    const { executionId } = await own.execute(105);
    const path = `105/executions/${executionId}`;
    await own.put(`${path}/part/1`, 'a\n');
    const statuses = [await own.put(`${path}/commit`), await own.put(`${path}/commit`)];
    assert.equal((await own.put(`${path}/part/2`, 'b\n')).status, 400);
    await own.ended(105, executionId);
    statuses.push(await own.put(`${path}/commit`));
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [200, 409, 409],
    );
    assert.equal(await own.stored(105), 'a\n');
    await own.close();
  });

  it('loads nothing of an aborted execution, even after its commit', async () => {
    const own = await TestSandbox.start({ loadMilliseconds: 20 });
    const { executionId, uploadId } = await own.execute(105);
    await own.put(`105/data/${uploadId}/parts/1`, 'a\n');
    await own.put(`105/data/${uploadId}/commit`);
    assert.equal((await own.put(`105/data/${uploadId}/abort`)).status, 200);
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.equal((await own.execution(105, executionId)).currentState, 'ABORTED');
    assert.equal(await own.stored(105), '');
    assert.equal((await own.put(`105/data/${uploadId}/parts/1`, 'a\n')).status, 400);
    assert.equal((await own.put(`105/data/${uploadId}/explode`)).status, 400);
    await own.close();
  });

  it('lists executions ascending, and the history newest first', async () => {
    const ids = async (path: string): Promise<number[]> =>
      (await sandbox().get(path)).json<ExecutionJson[]>().map(({ executionId }) => executionId);
    assert.deepEqual(await ids('106/executions?limit=3&offset=7'), [8, 9, 10]);
    assert.deepEqual((await ids('106/history/aggregate')).slice(0, 3), [10, 9, 8]);
  });

  it('updates the method while parts are awaited, and never after the end', async () => {
    const { executionId } = await sandbox().execute(110);
    const path = `110/executions/${executionId}`;
    const reply = await sandbox().put(path, { updateMethod: 'REPLACE', currentState: 'SUCCESS' });
    const { updateMethod, currentState } = reply.json<ExecutionJson>();
    assert.deepEqual([updateMethod, currentState], ['REPLACE', 'ACTIVE']);
    await sandbox().put(`${path}/abort`);
    assert.equal((await sandbox().put(path, { updateMethod: 'APPEND' })).status, 400);
  });

  it('deletes executions: they are gone from lists, and their ids are never given again', async () => {
    const { executionId } = await sandbox().execute(113);
    const path = `113/executions/${executionId}`;
    assert.equal((await sandbox().call('DELETE', path)).status, 204);
    assert.equal((await sandbox().get(path)).status, 404);
    assert.deepEqual((await sandbox().get('113/executions')).json(), []);
    assert.equal((await sandbox().execute(113)).executionId, executionId + 1);
  });

  it('goes on counting from the highest id when an older execution was changed', async () => {
    await sandbox().put('108/executions/1', { dataTag: '2026-01' });
    assert.equal((await sandbox().execute(108)).executionId, 3);
  });

  it('refuses an update method that it does not know', async () => {
    const reply = await sandbox().call('POST', '105/executions', { updateMethod: 'MERGE' });
    assert.equal(reply.status, 400);
  });

  describe('of connectors', () => {
    it('run through phases with growing rows to SUCCESS', async () => {
      const own = await TestSandbox.start({ connectorRunMilliseconds: 140 });
      const { executionId } = await own.execute(106, { runType: 'MANUAL' });
      const seen = new Map<string | null, number>();
      let execution: ExecutionJson;
      do {
        execution = await own.execution(106, executionId);
        seen.set(execution.currentPhase, execution.rowsInserted);
      } while (execution.currentState === 'ACTIVE');
      assert.equal(execution.currentState, 'SUCCESS');
      const rows = [...seen.values()];
      assert.ok(new Set(rows).size >= 4, rows.join());
      assert.deepEqual(
        rows,
        rows.toSorted((a, b) => a - b),
      );
      assert.equal((await own.stream(106)).dataSource.rowCount, execution.rowsInserted);
      await own.close();
    });

    it('fail where the account is not valid, with the reason and a trace id', async () => {
      const { executionId } = await sandbox().execute(104);
      const { currentState, errors, toe } = await sandbox().ended(104, executionId);
      assert.equal(currentState, 'ERROR');
      assert.match(errors[0]?.message ?? '', /refused the credentials/);
      assert.match(toe, /^\w{5}-\w{5}-\w{5}$/);
    });

    it('take no parts', async () => {
      const { executionId } = await sandbox().execute(109);
      const reply = await sandbox().put(`109/executions/${executionId}/part/1`, 'a,b,c,d\n');
      assert.equal(reply.status, 400);
      assert.match(reply.text, /connector/);
    });
  });
});
