import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { failureOf } from '../../support/collect';
import {
  bodyOf,
  change,
  closeEditors,
  describeAs,
  descriptionOf,
  documentUri,
  executionUri,
  saves,
  show,
  streamUri,
} from '../../support/vscode/editors';
import { invoke, withInstance } from '../../support/vscode/instance';

/** The codes with which a look at a file and a read of it fail. */
async function failuresToRead(uri: vscode.Uri): Promise<unknown[]> {
  const { fs } = vscode.workspace;
  const errors = [
    await failureOf(Promise.resolve(fs.stat(uri))),
    await failureOf(Promise.resolve(fs.readFile(uri))),
  ];
  return errors.map((error) => 'code' in error && error.code);
}

describe('The text of a stream', () => {
  const instance = withInstance();
  afterEach(closeEditors);

  const open = (streamId: number, label?: string): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId, label));

  it('is all that the server gives, in a stable order, indented by two, with a final line break', async () => {
    const document = await open(101);
    assert.equal(document.languageId, 'json');
    assert.deepEqual(bodyOf(document), await instance().stream(101));
    const keys = Object.keys(bodyOf(document));
    assert.deepEqual(keys.slice(0, 5), [
      'id',
      'dataSource',
      'transport',
      'dataProvider',
      'updateMethod',
    ]);
    assert.equal(document.getText(), `${JSON.stringify(bodyOf(document), undefined, 2)}\n`);
  });

  it('opens by command, under the name of its DataSet', async () => {
    const opened = await instance().invoke('stream.open', { streamId: 101 });
    assert.deepEqual(opened, await instance().stream(101));
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.path, `/${instance().connectionId}/streams/101/Orders.stream.json`);
  });

  for (const streamId of [104, 105, 112]) {
    it(`opens and saves stream ${streamId}, whatever the characters in its name`, async () => {
      await instance().invoke('stream.open', { streamId });
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document);
      // The editor keeps addresses as text between windows.
      assert.equal(
        vscode.Uri.parse(document.uri.toString(), true).toString(),
        document.uri.toString(),
      );
      await describeAs(document, `Named with care ${streamId}`);
      assert.equal(await saves(document), true);
      assert.equal(descriptionOf(await instance().stream(streamId)), `Named with care ${streamId}`);
    });
  }

  for (const name of ['100 % of #1? & more', 'a/b\\c', '..', '%2F\t%23', '🙂'.repeat(200)]) {
    it(`opens a stream that is named “${name.slice(0, 30)}”`, async () => {
      const created = await create(name);
      await instance().invoke('stream.open', { streamId: created });
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document);
      assert.equal(bodyOf(document)['id'], created);
      const again = await show(vscode.Uri.parse(document.uri.toString(), true));
      assert.equal(again, document);
      await describeAs(document, 'Saved');
      assert.equal(await saves(document), true);
    });
  }

  async function create(name: string): Promise<number> {
    const body = { transport: { type: 'API' }, dataSource: { name } };
    const reply = await instance().sandbox.call('POST', '', body);
    assert.equal(reply.status, 201, reply.text);
    return Number(reply.json()['id']);
  }

  it('is the same under another label, as the ids alone decide', async () => {
    const document = await open(102, 'anything else');
    assert.equal(bodyOf(document)['id'], 102);
  });

  it('shows in every tab of a stream what was saved in one of them', async () => {
    const first = await open(107, 'first');
    const second = await open(107, 'second');
    await describeAs(first, 'From the first tab');
    assert.equal(await saves(first), true);
    await change(second, (body) => ({ ...body, scheduleRetryCount: 3 }));
    assert.equal(await saves(second), true);
    const saved = await instance().stream(107);
    assert.equal(descriptionOf(saved), 'From the first tab');
    assert.equal(saved['scheduleRetryCount'], 3);
  });

  const wrong = [
    '/id/streams/abc/x.stream.json',
    '/id/streams/101/x.json',
    '/id/stream/101/x.stream.json',
    '/id/streams/101/executions/x.execution.json',
    '/streams/101/x.stream.json',
    '/id/new/x.stream.json',
  ];
  for (const path of wrong) {
    it(`is not found under the address ${path}`, async () => {
      const uri = documentUri(path.replace('/id/', `/${instance().connectionId}/`));
      assert.deepEqual(await failuresToRead(uri), ['FileNotFound', 'FileNotFound']);
    });
  }

  it('is not found where the server has no such stream or execution', async () => {
    const { connectionId } = instance();
    for (const uri of [streamUri(connectionId, 999), executionUri(connectionId, 101, 999)])
      assert.deepEqual(await failuresToRead(uri), ['FileNotFound', 'FileNotFound']);
  });

  for (const status of [401, 403, 500]) {
    it(`is unavailable, and not missing or empty, while the server answers ${status}`, async () => {
      await instance().setFaults([{ path: '**', status }]);
      const uri = streamUri(instance().connectionId, 106);
      assert.deepEqual(await failuresToRead(uri), ['Unavailable', 'Unavailable']);
    });
  }

  it('is unavailable where the connection is not known any more', async () => {
    const uri = streamUri('nobody', 101);
    assert.deepEqual(await failuresToRead(uri), ['Unavailable', 'Unavailable']);
  });

  it('can be written by other extensions too, without a tab', async () => {
    const uri = streamUri(instance().connectionId, 108);
    const text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
    const changed = text.replace('Monthly targets', 'Quarterly targets');
    await vscode.workspace.fs.writeFile(uri, Buffer.from(changed));
    assert.match(String(descriptionOf(await instance().stream(108))), /^Quarterly targets/);
  });

  it('can be neither renamed nor deleted', async () => {
    const uri = streamUri(instance().connectionId, 108);
    const { fs } = vscode.workspace;
    await assert.rejects(Promise.resolve(fs.delete(uri)));
    await assert.rejects(Promise.resolve(fs.rename(uri, streamUri('other', 108))));
    assert.equal((await instance().stream(108))['id'], 108);
    assert.deepEqual(await instance().writes(), []);
  });
});

describe('The text of a stream of a read-only connection', () => {
  const instance = withInstance({ readOnly: true });

  it('is a read-only file', async () => {
    const uri = streamUri(instance().connectionId, 101);
    const { permissions } = await vscode.workspace.fs.stat(uri);
    assert.equal(permissions, vscode.FilePermission.Readonly);
    await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(uri, Buffer.from('{}\n'))));
    assert.deepEqual(await instance().writes(), []);
  });

  it('can be written once the connection is no longer read-only', async () => {
    const { connectionId } = instance();
    const uri = streamUri(connectionId, 101);
    await invoke('connection.edit', { connectionId, readOnly: false });
    const { permissions } = await vscode.workspace.fs.stat(uri);
    assert.equal(permissions ?? 0, 0);
    const document = await show(uri);
    await describeAs(document, 'Writable');
    assert.equal(await saves(document), true);
  });
});
