import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../../support/vscode/eventually';
import { rowsPerMebibyte, writeRows } from '../../support/vscode/files';
import { invoke, withInstance } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';

interface Ended {
  readonly exitCode: number | undefined;
  /** What the terminal shows. */
  readonly lines: string;
}

describe('A task that uploads', () => {
  const instance = withInstance();
  let folder: string;
  let number = 0;

  before(async () => {
    const [open] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(open);
    folder = join(open.uri.fsPath, 'out [1] ☕');
    await mkdir(folder, { recursive: true });
    await writeRows(folder, 'rows 2.csv', 20);
    await writeRows(folder, 'rows 10.csv', 3);
  });
  afterEach(async () => {
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await invoke('upload.clearFinished');
  });
  after(async () => {
    const [open] = vscode.workspace.workspaceFolders ?? [];
    await rm(folder, { recursive: true });
    if (open) await rm(join(open.uri.fsPath, '.vscode'), { recursive: true });
  });

  /** Writes the task into `tasks.json`, as a person does, and runs it by its name. */
  async function start(definition: object): Promise<string> {
    const label = `upload ${(number += 1)}`;
    const task = { label, type: 'domo-upload', connection: instance().connectionId, ...definition };
    const [open] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(open);
    await mkdir(join(open.uri.fsPath, '.vscode'), { recursive: true });
    const file = join(open.uri.fsPath, '.vscode', 'tasks.json');
    await writeFile(file, JSON.stringify({ version: '2.0.0', tasks: [task] }));
    await eventually('the task is known', async () =>
      (await vscode.tasks.fetchTasks({ type: 'domo-upload' })).some(({ name }) => name === label),
    );
    void vscode.commands.executeCommand('workbench.action.tasks.runTask', label);
    return label;
  }

  async function run(definition: object): Promise<Ended> {
    const ended = new Map<string, number | undefined>();
    const subscription = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) =>
      ended.set(execution.task.name, exitCode),
    );
    const label = await start(definition);
    await eventually('the task has ended', () => ended.has(label));
    subscription.dispose();
    return { exitCode: ended.get(label), lines: await terminalText() };
  }

  async function terminalText(): Promise<string> {
    await vscode.commands.executeCommand('workbench.action.terminal.focus');
    await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    return vscode.env.clipboard.readText();
  }

  it('sends the files of a pattern in the order of their names, and ends with 0', async () => {
    const { exitCode, lines } = await run({
      file: 'out [[]1] ☕/*.csv',
      stream: 105,
      header: true,
      updateMethod: 'REPLACE',
    });
    assert.equal(exitCode, 0, lines);
    assert.match(lines, /rows 2\.csv and 1 more → .* \(stream 105, connection /);
    assert.match(lines, /REPLACE: Drops .* and the other files are added to the first\./);
    assert.match(
      lines,
      /rows 2\.csv → .*: 20 rows sent · 20 rows in Domo[^]*rows 10\.csv → .*: 3 rows sent/,
    );
    assert.equal((await instance().sandbox.stored(105)).split('\n').length, 24);
    const commits = (await instance().writes()).filter((call) => call.endsWith('/commit'));
    assert.equal(commits.length, 2);
  });

  it('finds ${workspaceFolder}, and a name that looks like a pattern', async () => {
    const { exitCode, lines } = await run({
      file: ['${workspaceFolder}/out [1] ☕/rows 2.csv', 'out [1] ☕/rows 10.csv'],
      stream: '105',
      header: true,
    });
    assert.equal(exitCode, 0, lines);
  });

  for (const [what, definition, line] of [
    ['a file that is not there', { file: 'missing.csv', stream: 105 }, /missing\.csv/],
    ['a pattern that finds nothing', { file: 'out/*.tsv', stream: 105 }, /No file matches/],
    ['a stream that is not there', { file: 'out [1] ☕/rows 2.csv', stream: 99_999 }, /99999/],
    [
      'a connection that is not there',
      { file: 'x.csv', stream: 1, connection: 'no' },
      /There are:/,
    ],
    [
      'a stream that is no id',
      { file: 'x.csv', stream: 'Orders' },
      /stream must be a whole number/,
    ],
    ['no file', { file: [], stream: 1 }, /“file”/],
  ] as const)
    it(`ends with 1 for ${what}, and says so`, async () => {
      const { exitCode, lines } = await run(definition);
      assert.equal(exitCode, 1);
      assert.match(lines, line);
      assert.doesNotMatch(lines, /failed to launch|undefined|Unexpected/);
      assert.deepEqual(await instance().writes(), []);
    });

  it('ends with 1 where Domo refuses a part, with the words of Domo', async () => {
    await instance().setFaults([
      { method: 'PUT', path: '**/parts/*', status: 400, body: { message: 'bad part' } },
    ]);
    const { exitCode, lines } = await run({
      file: 'out [1] ☕/rows 2.csv',
      stream: 105,
      header: true,
    });
    assert.equal(exitCode, 1);
    assert.match(lines, /bad part/);
  });

  for (const [what, counts, exitCode, line] of [
    [
      '0 for an upsert that replaced rows',
      { updateMethod: 'UPSERT', rowsInserted: 5 },
      0,
      /5 rows/,
    ],
    ['1 where Domo does not count', { updateMethod: 'APPEND' }, 1, /gives no count of the rows/],
  ] as const)
    it(`ends with ${what}`, async () => {
      const body = { executionId: 1, currentState: 'SUCCESS', ...counts };
      await instance().setFaults([{ method: 'GET', path: '**/executions/*', status: 200, body }]);
      const ended = await run({ file: 'out [1] ☕/rows 2.csv', stream: 105, header: true });
      assert.equal(ended.exitCode, exitCode, ended.lines);
      assert.match(ended.lines, line);
    });

  it('is cancelled with its upload, whose execution is aborted', async () => {
    await writeRows(folder, 'many.csv', 4 * rowsPerMebibyte);
    await instance().setFaults([{ method: 'PUT', path: '**/parts/*', delayMs: 300 }]);
    const settings = {
      'domoStreams.upload.partSizeMiB': 1,
      'domoStreams.upload.concurrency': 1,
    };
    await withSettings(settings, async () => {
      const label = await start({ file: 'out [1] ☕/many.csv', stream: 105, header: true });
      await eventually('a part is under way', async () =>
        (await instance().writes()).some((call) => call.includes('/parts/')),
      );
      vscode.tasks.taskExecutions.find(({ task }) => task.name === label)?.terminate();
      await eventually('the execution is aborted', async () =>
        (await instance().writes()).some((call) => call.endsWith('/abort')),
      );
    });
  });
});
