import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { text } from '../../../src/base/text';
import { DomoError } from '../../../src/domo/http/errors';
import { CommandRegistry } from '../../../src/vscode/shell/commandRegistry';
import { answering } from '../../support/vscode/answers';

const refused = (connectionId: string): Error =>
  Object.assign(new DomoError('unauthorized', text('Domo refused the token.')), { connectionId });

/** One for all tests: VS Code takes a channel of the same name for the one that was closed. */
let log: vscode.LogOutputChannel;

/** Tells of failures as if a person had called commands; what was told, with the same answer each time. */
async function tellOf(
  failures: readonly Error[],
  answer: () => Promise<undefined>,
  stepMilliseconds = 1,
): Promise<string[]> {
  let milliseconds = 0;
  const registry = new CommandRegistry(log, () => (milliseconds += stepMilliseconds));
  failures.forEach((failure, index) => {
    registry.add(`test${index}`, () => Promise.reject(failure));
  });
  try {
    return await answering('showErrorMessage', answer, async () => {
      for (const index of failures.keys())
        await vscode.commands.executeCommand(`domoStreams.test${index}`);
    });
  } finally {
    registry.dispose();
  }
}

describe('What a command of a person fails of', () => {
  before(() => {
    log = vscode.window.createOutputChannel('Registry', { log: true });
  });
  after(() => log.dispose());

  it('is asked about once where one token stops several at once', async () => {
    const unanswered = (): Promise<undefined> => new Promise(() => undefined);
    const failures = ['acme', 'acme', 'acme', 'other'].map(refused);
    assert.equal((await tellOf(failures, unanswered)).length, 2);
  });

  it('is told again once the message before was answered', async () => {
    const answered = (): Promise<undefined> => Promise.resolve(undefined);
    assert.equal((await tellOf(['acme', 'acme'].map(refused), answered)).length, 2);
  });

  it('is told again a while later, whether or not the message before was seen', async () => {
    const unanswered = (): Promise<undefined> => new Promise(() => undefined);
    const failures = ['acme', 'acme'].map(refused);
    assert.equal((await tellOf(failures, unanswered, 15_000)).length, 2);
  });

  it('is told each time where it is something else', async () => {
    const unanswered = (): Promise<undefined> => new Promise(() => undefined);
    const failures = [1, 2].map(() =>
      Object.assign(new DomoError('notFound', text('Gone.')), { connectionId: 'acme' }),
    );
    assert.equal((await tellOf(failures, unanswered)).length, 2);
  });
});
