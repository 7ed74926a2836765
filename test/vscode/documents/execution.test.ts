import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { kindOf } from '../../support/collect';
import {
  bodyOf,
  change,
  closeEditors,
  executionUri,
  saves,
  show,
} from '../../support/vscode/editors';
import { invoke, withInstance } from '../../support/vscode/instance';

describe('The document of an execution', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (executionId: number): Promise<vscode.TextDocument> =>
    show(executionUri(instance().connectionId, 101, executionId));

  it('opens by command, with all that the server gives', async () => {
    const opened = await instance().invoke('execution.open', { streamId: 101, executionId: 1 });
    assert.equal(opened['currentState'], 'SUCCESS');
    const document = await open(1);
    assert.deepEqual(bodyOf(document), opened);
  });

  it('saves what the server takes', async () => {
    const { executionId } = await instance().sandbox.execute(101);
    const document = await open(executionId);
    await change(document, (body) => ({ ...body, updateMethod: 'APPEND', dataTag: 'night' }));
    assert.equal(await saves(document), true);
    assert.deepEqual(instance().written.slice(-1), [
      {
        method: 'PUT',
        path: `/101/executions/${executionId}`,
        body: { updateMethod: 'APPEND', dataTag: 'night' },
      },
    ]);
    const saved = await instance().sandbox.execution(101, executionId);
    assert.equal(saved.updateMethod, 'APPEND');
  });

  it('does not call saved what the server ignores', async () => {
    const document = await open(2);
    await change(document, (body) => ({ ...body, rowsInserted: 1_000_000 }));
    assert.equal(await saves(document), false);
    assert.equal(document.isDirty, true);
  });

  it('refuses a change of what the execution is', async () => {
    const document = await open(3);
    await change(document, (body) => ({ ...body, executionId: 4 }));
    assert.equal(await saves(document), false);
    assert.deepEqual(instance().written, []);
  });

  it('is saved while the execution moves on', async () => {
    const { executionId } = await instance().sandbox.execute(101);
    const document = await open(executionId);
    await instance().sandbox.put(`101/executions/${executionId}/abort`);
    await change(document, (body) => ({ ...body, dataTag: 'late' }));
    assert.equal(await saves(document), true);
    const saved = await instance().sandbox.execution(101, executionId);
    assert.equal(saved.currentState, 'ABORTED');
  });

  it('is previewed and goes back to an earlier version like that of a stream', async () => {
    const { executionId } = await instance().sandbox.execute(101);
    const document = await open(executionId);
    const given = { uri: document.uri.toString() };
    await change(document, (body) => ({ ...body, dataTag: 'night' }));
    const { changes } = await invoke('document.preview', given);
    assert.deepEqual(
      (changes as { field: string; words: string }[]).map(({ field, words }) => [field, words]),
      [['dataTag', 'null → night']],
    );
    assert.equal(await saves(document), true);
    // The document is in front, so that it need not be named.
    assert.equal(await kindOf(invoke('stream.restore', { version: 1 })), 'noDocument');
    await invoke('stream.restore');
    assert.equal(bodyOf(document)['dataTag'], null);
    assert.equal(document.isDirty, false);
  });

  it('is gone after the execution was deleted', async () => {
    const { executionId } = await instance().sandbox.execute(101);
    await open(executionId);
    const given = { streamId: 101, executionId };
    const deleted = await instance().invoke('execution.delete', { ...given, confirmed: true });
    assert.equal(deleted['executionId'], executionId);
    assert.equal(await kindOf(instance().invoke('execution.open', given)), 'notFound');
  });
});
