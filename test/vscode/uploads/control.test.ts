import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { failureOf, kindOf } from '../../support/collect';
import { eventually } from '../../support/vscode/eventually';
import { rowsPerMebibyte, writeRows } from '../../support/vscode/files';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';
import { useSettings } from '../../support/vscode/settings';
import { connectionRow, streamRow } from '../../support/rows';
import { answering } from '../../support/vscode/answers';
import { acceptingPicks } from '../../support/vscode/picks';
import { showError } from '../../../src/vscode/shell/showError';

const parts = 4;
const rows = parts * rowsPerMebibyte - 100;
const onePartAtATime = {
  'domoStreams.upload.partSizeMiB': 1,
  'domoStreams.upload.concurrency': 1,
  'domoStreams.upload.retries': 0,
};
const slow = { method: 'PUT', path: '**/parts/*', delayMs: 150 };

describe('An upload under way', () => {
  const instance = withInstance();
  const folder = withFolder();
  useSettings(onePartAtATime);
  let file: string;

  before(async () => {
    file = await writeRows(folder(), 'rows.csv', rows);
  });
  afterEach(() => invoke('upload.clearFinished'));

  const upload = (): Promise<Record<string, unknown>> =>
    instance().invoke('file.upload', {
      uris: [file],
      streamId: 105,
      updateMethod: 'REPLACE',
      header: true,
    });

  /** Runs an upload that takes its time, and does something when the server has two parts of it. */
  async function interrupted(interrupt: () => Promise<unknown>): Promise<Error> {
    await instance().setFaults([slow]);
    const failure = failureOf(upload());
    await eventually('two parts have arrived', async () => (await partsArrived()).length >= 2);
    await interrupt();
    await instance().setFaults([]);
    return failure;
  }

  async function partsArrived(): Promise<string[]> {
    return (await instance().requests())
      .filter(({ path, status }) => path.includes('/parts/') && status === 200)
      .map(({ path }) => path.split('/').at(-1) ?? '');
  }

  async function newest(): Promise<Record<string, unknown>> {
    const stream = await instance().stream(105);
    return (stream['currentExecution'] ?? stream['lastExecution']) as Record<string, unknown>;
  }

  it('is cancelled: its requests stop, and its execution is aborted on the server', async () => {
    const before = await instance().sandbox.stored(105);
    let cancelled: Record<string, unknown> = {};
    const failure = await interrupted(async () => {
      cancelled = await invoke('upload.cancel');
    });
    assert.equal('kind' in failure && failure.kind, 'cancelled');
    assert.equal(cancelled['state'], 'cancelled');
    const execution = await newest();
    assert.equal(execution['executionId'], cancelled['executionId']);
    assert.equal(execution['currentState'], 'ABORTED');
    assert.ok((await partsArrived()).length < parts);
    assert.equal(await instance().sandbox.stored(105), before);
    assert.equal((await instance().writes()).filter((call) => call.includes('commit')).length, 0);
  });

  it('is paused, and goes on with the parts that are missing', async () => {
    let paused: Record<string, unknown> = {};
    const failure = await interrupted(async () => {
      paused = await invoke('upload.pause');
    });
    assert.equal('kind' in failure && failure.kind, 'paused');
    assert.equal(paused['state'], 'paused');
    assert.equal((await newest())['currentState'], 'ACTIVE');
    const first = await partsArrived();
    await instance().forgetRequests();
    const { uploadId } = paused;
    const resumed = await invoke('upload.resume', { uploadId });
    assert.deepEqual(
      [resumed['state'], resumed['rowsSent'], resumed['rowsInserted'], resumed['parts']],
      ['done', rows, rows, parts],
    );
    assert.equal(resumed['executionId'], paused['executionId']);
    const second = await partsArrived();
    // The one that was on its way may be sent again.
    assert.ok(second.length <= parts - first.length + 1, second.join());
    assert.equal((await instance().sandbox.stored(105)).match(/\n/g)?.length, rows);
    assert.equal(await kindOf(invoke('upload.resume', { uploadId })), 'conflict');
  });

  it('is paused and then cancelled', async () => {
    await interrupted(() => invoke('upload.pause'));
    const cancelled = await invoke('upload.cancel');
    assert.equal(cancelled['state'], 'cancelled');
    assert.equal((await newest())['currentState'], 'ABORTED');
  });

  it('is not resumed where its execution was ended on the server meanwhile', async () => {
    await interrupted(() => invoke('upload.pause'));
    await instance().sandbox.execute(105);
    assert.equal(await kindOf(invoke('upload.resume')), 'executionEnded');
    await instance().invoke('execution.abort', {
      streamId: 105,
      executionId: (await newest())['executionId'],
      confirmed: true,
    });
  });

  it('is not resumed where its file has changed meanwhile', async () => {
    await interrupted(() => invoke('upload.pause'));
    await writeFile(file, 'number,text,filler\n1,2,3\n');
    assert.equal(await kindOf(invoke('upload.resume')), 'sourceChanged');
    assert.equal((await newest())['currentState'], 'ABORTED');
    file = await writeRows(folder(), 'rows.csv', rows);
  });

  it('fails, says what became of its execution, and goes well when it is tried again', async () => {
    await instance().setFaults([{ method: 'PUT', path: '**/parts/3', status: 500 }]);
    const failure = await failureOf(upload());
    assert.equal('kind' in failure && failure.kind, 'serverError');
    assert.match(failure.message, /Execution \d+ was aborted; nothing was loaded\.$/);
    const told = await answering('showErrorMessage', undefined, () =>
      showError(failure, { showLog: () => undefined }),
    );
    assert.match(told[0] ?? '', /^rows\.csv → .+: Domo failed/);
    assert.equal((await newest())['currentState'], 'ABORTED');
    await instance().setFaults([]);
    const again = await invoke('upload.retry');
    assert.deepEqual([again['state'], again['rowsInserted']], ['done', rows]);
    const { updateMethod } = await instance().sandbox.execution(105, Number(again['executionId']));
    assert.equal(updateMethod, 'REPLACE');
  });

  it('is committed once, though the answer to that is lost', async () => {
    const commit = { method: 'PUT', path: '**/commit', times: 1 };
    await instance().setFaults([{ ...commit, afterEffect: true, reset: 'answer' }]);
    const summary = await upload();
    assert.deepEqual([summary['state'], summary['rowsInserted']], ['done', rows]);
    const commits = (await instance().writes()).filter((call) => call.includes('commit'));
    assert.equal(commits.length, 1);
  });

  it('waits for the one before it to the same stream', async () => {
    const [first, second] = await Promise.all([upload(), upload()]);
    assert.deepEqual([first['state'], second['state']], ['done', 'done']);
    assert.notEqual(first['executionId'], second['executionId']);
    const states = await Promise.all(
      [first, second].map(async ({ executionId }) => {
        const execution = await instance().sandbox.execution(105, Number(executionId));
        return execution.currentState;
      }),
    );
    assert.deepEqual(states, ['SUCCESS', 'SUCCESS']);
  });

  /** What a person is warned of who does something with the stream while an upload to it runs. */
  async function warnedWhileRunning(
    click: (node: object) => PromiseLike<unknown>,
  ): Promise<string[]> {
    await instance().setFaults([slow]);
    const running = upload();
    await eventually('two parts have arrived', async () => (await partsArrived()).length >= 2);
    const stream = streamRow({ id: 105 }, connectionRow({ id: instance().connectionId }));
    const warnings = await answering('showWarningMessage', undefined, () =>
      Promise.resolve(click(stream)),
    );
    await instance().setFaults([]);
    assert.equal((await running)['state'], 'done');
    return warnings;
  }

  it('takes a second file of a person behind it without a warning', async () => {
    const second = await writeRows(folder(), 'second.csv', 10);
    const given = {
      connectionId: instance().connectionId,
      streamId: 105,
      uris: [second],
      ask: true,
    };
    const warnings = await warnedWhileRunning(() =>
      acceptingPicks(() => vscode.commands.executeCommand('domoStreams.file.upload', given)),
    );
    assert.deepEqual(warnings, []);
    const { currentState, updateMethod } = await newest();
    assert.deepEqual([currentState, updateMethod], ['SUCCESS', 'APPEND']);
  });

  it('is not cancelled by an execution that a person starts without being warned', async () => {
    const warnings = await warnedWhileRunning((stream) =>
      vscode.commands.executeCommand('domoStreams.stream.run', stream),
    );
    assert.match(warnings.join(), /^Execution \d+ of this stream is still active\./);
  });

  it('is none where there is nothing to pause, resume, retry or cancel', async () => {
    for (const command of ['pause', 'resume', 'retry', 'cancel']) {
      assert.equal(await kindOf(invoke(`upload.${command}`)), 'notFound');
      assert.equal(await kindOf(invoke(`upload.${command}`, { uploadId: 'x' })), 'notFound');
      assert.equal(await kindOf(invoke(`upload.${command}`, { uploadId: 1 })), 'invalidArgument');
    }
  });
});
