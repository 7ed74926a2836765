import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  show,
  streamUri,
} from '../../support/vscode/editors';
import { withInstance } from '../../support/vscode/instance';

const json = { 'content-type': 'application/json' };

describe('A response with an odd body', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  for (const body of ['OK', '{"id":', '<ok/>', ''])
    it(`to a save that took effect is a success: ${body || 'nothing'}`, async () => {
      const document = await show(streamUri(instance().connectionId, 102));
      const description = `Answered with ${body}`;
      await describeAs(document, description);
      const put = { method: 'PUT', path: '**/streams/*', afterEffect: true };
      await instance().setFaults([{ ...put, status: 200, headers: json, body }]);
      assert.equal(await saves(document), true);
      assert.equal(document.isDirty, false);
      assert.equal(descriptionOf(await instance().stream(102)), description);
    });

  it('to a save that had no effect is none: the stream is read back', async () => {
    const document = await show(streamUri(instance().connectionId, 102));
    await describeAs(document, 'Without effect');
    const put = { method: 'PUT', path: '**/streams/*' };
    await instance().setFaults([{ ...put, status: 200, headers: json, body: 'OK' }]);
    assert.equal(await saves(document), false);
    assert.equal(document.isDirty, true);
  });

  it('to a read is opened as JSON if it is an object', async () => {
    const odd = { id: 101, dataSource: 'none', lastExecution: { executionId: 'x' } };
    const path = '**/streams/101';
    await instance().setFaults([{ method: 'GET', path, status: 200, headers: json, body: odd }]);
    const opened = await instance().invoke('stream.open', { streamId: 101 });
    assert.deepEqual(opened, odd);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.deepEqual(JSON.parse(text), odd);
  });

  it('to a read of an execution is opened in the same way', async () => {
    const odd = { executionId: 5, currentState: { odd: true } };
    const path = '**/streams/101/executions/5';
    await instance().setFaults([{ method: 'GET', path, status: 200, headers: json, body: odd }]);
    const ids = { streamId: 101, executionId: 5 };
    assert.deepEqual(await instance().invoke('execution.open', ids), odd);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.deepEqual(JSON.parse(text), odd);
  });
});
