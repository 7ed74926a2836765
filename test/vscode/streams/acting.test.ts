import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExecutionNode, StreamNode } from '../../../src/streams/nodes';
import { connectionRow, executionRow, streamRow } from '../../support/rows';
import { failureOf, kindOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance, type Instance } from '../../support/vscode/instance';

/** Tree items as the tree hands them to commands. */
function streamItem({ connectionId }: Instance, id: number): StreamNode {
  return streamRow({ id }, connectionRow({ id: connectionId }));
}

function executionItem(instance: Instance, streamId: number, executionId: number): ExecutionNode {
  return executionRow({ executionId }, streamItem(instance, streamId));
}

/** Calls a command as a click in the tree does, with all that is selected. */
function click(command: string, ...selected: object[]): Promise<unknown> {
  return Promise.resolve(
    vscode.commands.executeCommand(`domoStreams.${command}`, selected[0], selected),
  );
}

describe('Acting on tree items', () => {
  const instance = withInstance({ streams: 20, severalActive: true });

  const copied = async (command: string, ...items: object[]): Promise<string> => {
    await click(`copy.${command}`, ...items);
    return vscode.env.clipboard.readText();
  };

  it('copies ids, names and DataSet ids, a line for each that is selected', async () => {
    const items = [streamItem(instance(), 101), streamItem(instance(), 112)];
    assert.equal(await copied('id', ...items), '101\n112');
    assert.equal(
      await copied('name', ...items),
      'Orders\nFinance: GL Actuals & Budget <FY26> [draft](x)',
    );
    const { id } = (await instance().stream(101))['dataSource'] as { id: string };
    assert.equal(await copied('dataSetId', streamItem(instance(), 101)), id);
    assert.equal(await copied('id', executionItem(instance(), 101, 3)), '3');
  });

  it('leaves items of another kind out', async () => {
    const items = [streamItem(instance(), 101), executionItem(instance(), 102, 1)];
    assert.equal(await copied('id', ...items), '101');
  });

  it('copies addresses, and a command without the token', async () => {
    const { url, token } = instance().sandbox.sandbox;
    const { id } = (await instance().stream(101))['dataSource'] as { id: string };
    const item = streamItem(instance(), 101);
    assert.equal(await copied('url', item), `${url}/datasources/${id}/details/overview`);
    const curl = await copied('curl', item);
    assert.ok(curl.includes(`'${url}/api/data/v1/streams/101?fields=all'`), curl);
    assert.ok(!curl.includes(token) && curl.includes('$DOMO_TOKEN'));
  });

  it('opens no page of the built-in sandbox, and says why', async () => {
    const { id } = await invoke('connection.addSandbox');
    const error = await failureOf(invoke('openInDomo', { connectionId: id, streamId: 101 }));
    assert.match(error.message, /no pages/);
    await invoke('connection.remove', { connectionId: id });
  });

  it('asks before it deletes several, and says that their DataSets stay', async () => {
    const items = [1005, 1006, 1007].map((id) => streamItem(instance(), id));
    const asked = await answering('showWarningMessage', undefined, () =>
      click('stream.delete', ...items),
    );
    assert.match(asked.join(), /^Delete 3 streams\?\n.*1005\n.*DataSets themselves stay\.$/s);
    assert.deepEqual(await instance().writes(), []);
  });

  it('deletes several executions at once', async () => {
    const items = [1, 2].map((id) => executionItem(instance(), 105, id));
    const asked = await answering('showWarningMessage', 'Delete', () =>
      click('execution.delete', ...items),
    );
    assert.match(asked.join(), /^Delete 2 executions\?\n1, 2\n/);
    assert.deepEqual((await instance().writes()).sort(), [
      'DELETE /105/executions/1',
      'DELETE /105/executions/2',
    ]);
  });

  it('goes on where one of several can not be deleted, and says which', async () => {
    await instance().setFaults([
      { method: 'DELETE', path: '**/executions/3', nth: 'every', status: 403 },
    ]);
    const items = [3, 4].map((id) => executionItem(instance(), 105, id));
    const errors = await answering('showErrorMessage', undefined, () =>
      answering('showWarningMessage', 'Delete', () => click('execution.delete', ...items)),
    );
    assert.match(errors.join(), /1 of 2 executions could not be deleted\. Execution 3: /);
    assert.equal((await instance().sandbox.get('105/executions/4')).status, 404);
  });

  it('aborts all active executions of a stream, however many', async () => {
    const started: number[] = [];
    for (let count = 0; count < 5; count += 1)
      started.push((await instance().sandbox.execute(101)).executionId);
    const aborted = await instance().invoke('stream.abortAll', { streamId: 101, confirmed: true });
    assert.deepEqual((aborted['aborted'] as number[]).sort(), started.sort());
    for (const id of started)
      assert.equal((await instance().sandbox.execution(101, id)).currentState, 'ABORTED');
    const again = await instance().invoke('stream.abortAll', { streamId: 101, confirmed: true });
    assert.deepEqual(again, { aborted: [], failed: [] });
  });

  it('aborts none before that is confirmed, and names those that could not be', async () => {
    const { executionId } = await instance().sandbox.execute(101);
    await instance().forgetRequests();
    assert.equal(
      await kindOf(instance().invoke('stream.abortAll', { streamId: 101 })),
      'needsDecision',
    );
    const asked = await answering('showWarningMessage', undefined, () =>
      click('stream.abortAll', streamItem(instance(), 101)),
    );
    assert.match(asked.join(), /^Abort 1 active execution of Orders\?/);
    assert.deepEqual(await instance().writes(), []);
    await instance().setFaults([{ path: '**/abort', nth: 'every', status: 403 }]);
    const given = { streamId: 101, confirmed: true };
    const error = await failureOf(instance().invoke('stream.abortAll', given));
    assert.match(error.message, new RegExp(`0 of 1 execution aborted; ${executionId} not\\.`));
  });

  it('tells when an execution ends, to a person once and to a program as its result', async () => {
    const { executionId } = await instance().sandbox.execute(105);
    const item = executionItem(instance(), 105, executionId);
    const messages = await answering('showWarningMessage', undefined, async (shown) => {
      await click('execution.notify', item);
      await click('execution.notify', item);
      const result = instance().invoke('execution.notify', { streamId: 105, executionId });
      await instance().sandbox.put(`105/executions/${executionId}/abort`, {});
      assert.equal((await result)['currentState'], 'ABORTED');
      await eventually('it is told', () => shown.length > 0);
    });
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', new RegExp(`execution ${executionId} has ended\\. ABORTED`));
  });
});

describe('Acting on a server without a history', () => {
  const instance = withInstance({ routes: 'specification', severalActive: true });

  it('finds active executions in the list', async () => {
    const { executionId } = await instance().sandbox.execute(101);
    const given = { streamId: 101, confirmed: true };
    const result = await instance().invoke('stream.abortAll', given);
    assert.deepEqual(result, { aborted: [executionId], failed: [] });
  });
});

describe('The order of connections', () => {
  const first = withInstance();
  const second = withInstance();

  const order = (): string[] =>
    (vscode.workspace.getConfiguration('domoStreams').get<{ id: string }[]>('connections') ?? [])
      .map(({ id }) => id)
      .filter((id) => id === first().connectionId || id === second().connectionId);

  it('is changed by commands, and stays at its ends', async () => {
    const [one, two] = [first().connectionId, second().connectionId];
    assert.deepEqual(order(), [one, two]);
    await invoke('connection.moveDown', { connectionId: one });
    assert.deepEqual(order(), [two, one]);
    await invoke('connection.moveDown', { connectionId: one });
    assert.deepEqual(order(), [two, one]);
    await invoke('connection.moveUp', { connectionId: one });
    assert.deepEqual(order(), [one, two]);
  });
});
