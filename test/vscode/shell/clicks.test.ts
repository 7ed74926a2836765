import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CommandId } from '../../../src/manifest/commands';
import { connectionRow, executionRow, streamRow } from '../../support/rows';
import { answering } from '../../support/vscode/answers';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance } from '../../support/vscode/instance';

const execute = <T = unknown>(id: CommandId, ...raw: unknown[]): Promise<T> =>
  Promise.resolve(vscode.commands.executeCommand<T>(`domoStreams.${id}`, ...raw));

describe('A click', () => {
  const instance = withInstance();

  it('on a row, on a URI, or on nothing has no result and shows what fails', async () => {
    const parent = connectionRow({ id: instance().connectionId });
    const gone = streamRow({ id: 999_999 }, parent);
    const shown = await answering('showErrorMessage', undefined, async (messages) => {
      assert.equal(await execute('stream.open', gone, [gone]), undefined);
      await eventually('the failure is shown', () => messages.length > 0);
    });
    assert.equal(shown.length, 1);
    assert.equal(await execute('stream.open', streamRow({ id: 101 }, parent)), undefined);
  });

  it('gets the sandbox’s connection without an argument, as the only command', async () => {
    const { id } = await execute<{ id: string }>('connection.addSandbox');
    await invoke('connection.remove', { connectionId: id });
  });

  it('on a file, also as JSON, is a person’s', async () => {
    const uri = vscode.Uri.file('/not/there.csv');
    for (const clicked of [uri, uri.toJSON() as unknown, JSON.parse(JSON.stringify(uri))]) {
      const shown: unknown[] = [];
      const window = vscode.window as unknown as Record<string, unknown>;
      const before = window['createQuickPick'];
      window['createQuickPick'] = () => {
        shown.push('asked');
        throw Object.assign(new Error('closed'), { kind: 'cancelled' });
      };
      try {
        assert.equal(await execute('file.upload', clicked), undefined);
      } finally {
        window['createQuickPick'] = before;
      }
      assert.deepEqual(shown, ['asked']);
    }
  });

  it('on several rows runs a command for all of them, or for none', async () => {
    const parent = connectionRow({ id: instance().connectionId });
    const rows = [101, 102, 105].map((id) => streamRow({ id }, parent));
    await execute('copy.id', rows[0], rows);
    assert.equal(await vscode.env.clipboard.readText(), '101\n102\n105');
    const shown = await answering('showErrorMessage', undefined, async (messages) => {
      await execute('stream.compare', rows[0], rows);
      await eventually('it is refused', () => messages.length > 0);
    });
    assert.match(shown.join(), /works on one row\. Select only one\./);
  });

  it('refreshes selected rows of all kinds', async () => {
    const parent = connectionRow({ id: instance().connectionId });
    const nobody = streamRow({ id: 7 }, connectionRow({ id: 'nobody' }));
    const shown = await answering('showErrorMessage', undefined, async (messages) => {
      await execute('refresh', parent, [parent, nobody]);
      await eventually('the other row is noticed', () => messages.length > 0);
    });
    assert.match(shown.join(), /no connection “nobody”/);
  });

  it('aborts all selected executions after one question', async () => {
    const first = await instance().sandbox.execute(101);
    const second = await instance().sandbox.execute(105);
    const parent = connectionRow({ id: instance().connectionId });
    const rows = [
      executionRow({ executionId: first.executionId }, streamRow({ id: 101 }, parent)),
      executionRow({ executionId: second.executionId }, streamRow({ id: 105 }, parent)),
    ];
    const asked = await answering('showWarningMessage', 'Abort', () =>
      execute('execution.abort', rows[0], rows),
    );
    assert.equal(asked.length, 1);
    for (const [streamId, { executionId }] of [
      [101, first],
      [105, second],
    ] as const) {
      const { currentState } = await instance().sandbox.execution(streamId, executionId);
      assert.equal(currentState, 'ABORTED');
    }
  });
});
