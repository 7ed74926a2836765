import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from '../../support/vscode/answers';
import { closeEditors } from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { invoke, withInstance } from '../../support/vscode/instance';
import { Failures } from '../../../src/vscode/shell/failures';
import { followLink } from '../../../src/vscode/integrations/linkHandler';
import { readConnections } from '../../../src/connections/connection';

describe('A link to a stream', () => {
  const instance = withInstance();
  afterEach(closeEditors);

  /** At the seam: the editor asks in a dialog of its own before it hands a link on. */
  function follow(query: string): Promise<void> {
    const setting = vscode.workspace.getConfiguration('domoStreams').get('connections');
    const store = { list: () => readConnections(setting).connections };
    const log = { debug: () => undefined, error: () => undefined };
    const failures = new Failures(log as never, () => Promise.resolve());
    const opening = (id: string) => (ids: object) => invoke(id, ids);
    const documents = {
      openStream: opening('stream.open'),
      openExecution: opening('execution.open'),
    };
    return followLink(
      { store, failures, documents } as never,
      vscode.Uri.parse(`${vscode.env.uriScheme}://x/open?${query}`),
    );
  }

  const address = (): string => encodeURIComponent(instance().sandbox.sandbox.url);
  const opened = (): string => vscode.window.activeTextEditor?.document.uri.path ?? '';

  it('opens it after a question that names it, the connection and the address', async () => {
    const asked = await answering('showWarningMessage', 'Open', () =>
      follow(`instance=${address()}&stream=101`),
    );
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /^Open stream 101 over the connection /);
    assert.ok(asked[0]?.includes(instance().sandbox.sandbox.url));
    assert.match(opened(), /\/streams\/101\//);
  });

  it('opens an execution', async () => {
    await answering('showWarningMessage', 'Open', () =>
      follow(`connection=${instance().connectionId}&stream=101&execution=1`),
    );
    assert.match(opened(), /\/streams\/101\/executions\/1\.execution\.json$/);
  });

  it('reads and opens nothing where the person says no', async () => {
    await answering('showWarningMessage', undefined, () =>
      follow(`instance=${address()}&stream=101`),
    );
    assert.equal(opened(), '');
    const asked = (await instance().requests()).filter(({ path }) => !path.startsWith('/sandbox'));
    assert.deepEqual(asked, []);
  });

  it('offers to add a connection where there is none, and leaves all as it is without it', async () => {
    const asked = await answering('showWarningMessage', undefined, () =>
      follow('instance=nobody.domo.com&stream=5'),
    );
    assert.match(asked[0] ?? '', /no connection to https:\/\/nobody\.domo\.com yet.*open stream 5/);
  });

  it('is refused with one line where it holds more than it may', async () => {
    const told = await answering('showErrorMessage', undefined, () =>
      follow(`instance=${address()}&stream=101&token=secret`),
    );
    assert.equal(told.length, 1);
    assert.doesNotMatch(told[0] ?? '', /secret|\n/);
  });

  it('is copied from the tree, and holds no token', async () => {
    const given = { connectionId: instance().connectionId, streamId: 101, executionId: 1 };
    const copied = await vscode.commands.executeCommand<string>('domoStreams.copy.link', given);
    const scheme = vscode.env.uriScheme;
    assert.equal(
      copied,
      `${scheme}://streams-for-domo.domo-streams/open?instance=${address()}&stream=101&execution=1`,
    );
    await eventually(
      'it is copied',
      async () => (await vscode.env.clipboard.readText()) === copied,
    );
  });
});
