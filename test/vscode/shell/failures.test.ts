import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { text } from '../../../src/base/text';
import { DomoError } from '../../../src/domo/http/errors';
import { Failures } from '../../../src/vscode/shell/failures';
import { answering } from '../../support/vscode/answers';
import { eventually } from '../../support/vscode/eventually';

const refused = (connectionId: string): Error =>
  Object.assign(new DomoError('unauthorized', text('Domo refused the token.')), { connectionId });

/** One for all tests: VS Code takes a channel of the same name for the one that was closed. */
let log: vscode.LogOutputChannel;

/** What is shown of failures, with the same answer each time. */
async function shownOf(
  failures: readonly Error[],
  answer: () => Promise<undefined>,
  stepMilliseconds = 1,
): Promise<string[]> {
  let milliseconds = 0;
  const now = (): number => (milliseconds += stepMilliseconds);
  const notices = new Failures(log, () => Promise.resolve(), now);
  return answering('showErrorMessage', answer, async () => {
    for (const failure of failures) {
      await notices.run('Test', () => Promise.reject(failure));
      // Its message is shown after the task has ended.
      await new Promise(setImmediate);
    }
  });
}

describe('What failed of what a person clicked', () => {
  before(() => {
    log = vscode.window.createOutputChannel('Registry', { log: true });
  });
  after(() => log.dispose());

  it('is asked about once where one token stops several at once', async () => {
    const unanswered = (): Promise<undefined> => new Promise(() => undefined);
    const failures = ['acme', 'acme', 'acme', 'other'].map(refused);
    assert.equal((await shownOf(failures, unanswered)).length, 2);
  });

  it('is told again once the message before was answered', async () => {
    const answered = (): Promise<undefined> => Promise.resolve(undefined);
    assert.equal((await shownOf(['acme', 'acme'].map(refused), answered)).length, 2);
  });

  it('is told again a while later, whether or not the message before was seen', async () => {
    const unanswered = (): Promise<undefined> => new Promise(() => undefined);
    const failures = ['acme', 'acme'].map(refused);
    assert.equal((await shownOf(failures, unanswered, 15_000)).length, 2);
  });

  it('is told each time where it is something else', async () => {
    const unanswered = (): Promise<undefined> => new Promise(() => undefined);
    const failures = [1, 2].map(() =>
      Object.assign(new DomoError('notFound', text('Gone.')), { connectionId: 'acme' }),
    );
    assert.equal((await shownOf(failures, unanswered)).length, 2);
  });

  it('is asked about again after the connection got a new token', async () => {
    const notices = new Failures(log, () => Promise.resolve());
    const unanswered = (): Promise<undefined> => new Promise(() => undefined);
    const shown = await answering('showErrorMessage', unanswered, async () => {
      await notices.run('Test', () => Promise.reject(refused('acme')));
      notices.tokenChanged('acme');
      await notices.run('Test', () => Promise.reject(refused('acme')));
      await new Promise(setImmediate);
    });
    assert.equal(shown.length, 2);
  });

  it('offers to edit the connection that it is about', async () => {
    const edited: string[] = [];
    const notices = new Failures(log, (id) => Promise.resolve(void edited.push(id)));
    await answering('showErrorMessage', 'Edit Connection', async () => {
      await notices.run('Test', () => Promise.reject(refused('acme')));
      await eventually('the connection is edited', () => edited.length > 0);
    });
    assert.deepEqual(edited, ['acme']);
  });
});
