import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commands, type CommandId } from '../../../src/manifest/commands';
import { failureOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import { eventually } from '../../support/vscode/eventually';
import { withFolder } from '../../support/vscode/folder';
import { withInstance } from '../../support/vscode/instance';

const execute = <T = unknown>(id: CommandId, ...raw: unknown[]): Promise<T> =>
  Promise.resolve(vscode.commands.executeCommand<T>(`domoStreams.${id}`, ...raw));

/** Every way in which a command asks a person something. */
const questions = [
  'showQuickPick',
  'showInputBox',
  'createQuickPick',
  'createInputBox',
  'showOpenDialog',
  'showSaveDialog',
] as const;

/** Runs a task; a question is an error. */
async function withoutQuestions<T>(task: () => Promise<T>): Promise<T> {
  const window = vscode.window as unknown as Record<string, unknown>;
  const before = questions.map((name) => window[name]);
  for (const name of questions)
    window[name] = () => {
      throw new Error(`${name} was called`);
    };
  try {
    return await task();
  } finally {
    for (const [index, name] of questions.entries()) window[name] = before[index];
  }
}

describe('A call', () => {
  const instance = withInstance();
  // With two, nothing says which one is meant.
  withInstance();
  const folder = withFolder();

  /** What each command lacks if nothing is given; the others need nothing. */
  const missing: Partial<Record<CommandId, string>> = {
    'connection.add': 'url, token',
    'connection.edit': 'connectionId',
    'connection.remove': 'connectionId',
    'connection.moveUp': 'connectionId',
    'connection.moveDown': 'connectionId',
    'stream.open': 'connectionId',
    'stream.create': 'connectionId',
    'stream.createFromFile': 'uri',
    'stream.compare': 'connectionId',
    'stream.saveDefinition': 'uri',
    'stream.applyDefinition': 'uri',
    'stream.restore': 'connectionId',
    'stream.delete': 'connectionId',
    'stream.search': 'connectionId',
    'stream.run': 'connectionId',
    'stream.history': 'connectionId',
    'stream.abortAll': 'connectionId',
    'file.upload': 'uris',
    'execution.open': 'connectionId',
    'execution.delete': 'connectionId',
    'execution.commit': 'connectionId',
    'execution.abort': 'connectionId',
    'execution.details': 'connectionId',
    'execution.notify': 'connectionId',
    'copy.id': 'connectionId',
    'copy.name': 'connectionId',
    'copy.dataSetId': 'connectionId',
    'copy.url': 'connectionId',
    'copy.curl': 'connectionId',
    'copy.link': 'connectionId',
    openInDomo: 'connectionId',
  };

  for (const [id, names] of Object.entries(missing) as [CommandId, string][])
    it(`of ${id} that lacks ${names} is rejected without a question`, () =>
      withoutQuestions(async () => {
        const error = await failureOf(execute(id, {}));
        assert.deepEqual(
          [(error as { kind?: string }).kind, error.message],
          ['invalidArgument', `${names} is missing. Add it to the argument of the command.`],
        );
      }));

  for (const id of Object.keys(commands) as CommandId[])
    it(`of ${id} with an unknown field is rejected, and the field is named`, () =>
      withoutQuestions(async () => {
        const error = await failureOf(execute(id, { strem: 1 }));
        assert.equal((error as { kind?: string }).kind, 'invalidArgument');
        assert.match(error.message, /^Unknown field “strem”\./);
      }));

  it('whose argument is no object is rejected', async () => {
    for (const argument of ['101', 101, true, [101]]) {
      const error = await failureOf(execute('stream.open', argument));
      assert.match(error.message, /^The argument must be an object/);
    }
    const error = await failureOf(execute('stream.open', { ask: 'yes' }));
    assert.match(error.message, /^ask must be true or false/);
  });

  it('that lacks a stream or an execution is rejected without a question', () =>
    withoutQuestions(async () => {
      const { connectionId } = instance();
      for (const id of ['stream.open', 'stream.run', 'file.upload', 'copy.id'] as const) {
        const uris = id === 'file.upload' ? { uris: [join(folder(), 'x.csv')] } : {};
        const error = await failureOf(execute(id, { connectionId, ...uris }));
        assert.match(error.message, /^streamId is missing\./);
      }
      for (const id of ['execution.open', 'execution.abort'] as const) {
        const error = await failureOf(execute(id, { connectionId, streamId: 101 }));
        assert.match(error.message, /^executionId is missing\./);
      }
    }));

  for (const [id, given] of [
    ['stream.delete', { streamId: 101 }],
    ['execution.delete', { streamId: 101, executionId: 1 }],
    ['execution.abort', { streamId: 101, executionId: 1 }],
    ['execution.commit', { streamId: 101, executionId: 1 }],
  ] as const)
    it(`of ${id} that isn't confirmed needs a decision, and sends no change`, () =>
      withoutQuestions(async () => {
        await instance().forgetRequests();
        const error = await failureOf(instance().invoke(id, given));
        assert.equal((error as { kind?: string }).kind, 'needsDecision');
        assert.equal((error as { argument?: string }).argument, 'confirmed');
        assert.match(error.message, /\? Set "confirmed": true to confirm\.$/);
        assert.deepEqual(await instance().writes(), []);
      }));

  it('with ask is treated like a click: it is asked, and its failure is shown', async () => {
    const { connectionId } = instance();
    const asked = await answering('showWarningMessage', undefined, async () => {
      const given = { connectionId, streamId: 101, executionId: 1, ask: true };
      assert.equal(await execute('execution.delete', given), undefined);
    });
    assert.match(asked.join(), /^Delete execution 1\?/);
    const shown = await answering('showErrorMessage', undefined, async (messages) => {
      const given = { connectionId, streamId: 999_999, ask: true };
      assert.equal(await execute('stream.open', given), undefined);
      await eventually('the failure is shown', () => messages.length > 0);
    });
    assert.match(shown.join(), /\/streams\/999999/);
  });

  it('that names an unknown connection is rejected, whatever the command', async () => {
    for (const id of ['refresh', 'stream.clearSearch', 'connection.moveUp', 'copy.id'] as const) {
      const error = await failureOf(execute(id, { connectionId: 'nobody' }));
      assert.equal((error as { kind?: string }).kind, 'notFound', id);
    }
  });

  it('returns its result also with ask', async () => {
    const given = { connectionId: instance().connectionId, streamId: 101, ask: true };
    assert.equal((await execute<{ id: number }>('stream.open', given)).id, 101);
  });
});
