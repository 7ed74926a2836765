import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { failureOf, kindOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import {
  closeEditors,
  describeAs,
  saves,
  show,
  streamUri,
  type Body,
} from '../../support/vscode/editors';
import { invoke, withInstance } from '../../support/vscode/instance';

describe('The commands on streams', () => {
  const instance = withInstance({ streams: 300 });
  afterEach(closeEditors);

  async function search(key: string, value: string): Promise<unknown[]> {
    const found = (await instance().invoke('stream.search', { key, value })) as unknown as Body[];
    return found.map(({ id }) => id);
  }

  it('search by each of the five keys, on the server', async () => {
    const dataSet = (await instance().stream(107))['dataSource'] as { id: string; owner: Body };
    assert.deepEqual(await search('dataSource.name', 'Warehouse'), [107]);
    assert.deepEqual(await search('dataSource.name', 'Ware*Lev*'), [107]);
    assert.deepEqual(await search('dataSource.id', dataSet.id), [107]);
    const owned = await search('dataSource.owner.id', String(dataSet.owner['id']));
    assert.ok(owned.includes(107) && !owned.includes(101));
    const connectors = await search('transport.type', 'CONNECTOR');
    assert.ok(connectors.includes(103) && !connectors.includes(107));
    assert.ok((await search('account.configurations.value', 'domo-transfer')).includes(107));
  });

  it('search for words with quotes, percent signs, colons and brackets in them', async () => {
    for (const [value, id] of [
      ['"Tier 1"', 104],
      ['<FY26> [draft](x)', 112],
      ['Münster: Kassen', 110],
      ['☕', 105],
    ] as const)
      assert.deepEqual(await search('dataSource.name', value), [id]);
    assert.deepEqual(await search('dataSource.name', '100 % &q=x#'), []);
  });

  it('give whole streams as the server does, and can be cleared', async () => {
    const given = { key: 'dataSource.name', value: 'Orders' };
    const found = (await instance().invoke('stream.search', given)) as unknown as Body[];
    assert.deepEqual(found[0], await instance().stream(101));
    await instance().invoke('stream.clearSearch');
    await instance().invoke('stream.clearSearch');
  });

  it('delete one when that is confirmed, and give back what it was', async () => {
    const before = await instance().stream(108);
    const deleted = await instance().invoke('stream.delete', { streamId: 108, confirmed: true });
    assert.deepEqual(deleted, before);
    assert.equal((await instance().sandbox.get('108')).status, 404);
    assert.equal(await kindOf(instance().invoke('stream.open', { streamId: 108 })), 'notFound');
  });

  it('ask before they delete one, and delete nothing where one says no', async () => {
    for (const confirmed of [undefined, false]) {
      const given = { streamId: 109, confirmed, ask: true };
      const asked = await answering('showWarningMessage', undefined, () =>
        instance().invoke('stream.delete', given),
      );
      assert.match(asked.join(), /Google Analytics 4/);
    }
    assert.deepEqual(await instance().writes(), []);
  });

  it('keep unsaved text of a stream that is deleted', async () => {
    const document = await show(streamUri(instance().connectionId, 110));
    await describeAs(document, 'Not lost');
    await instance().invoke('stream.delete', { streamId: 110, confirmed: true });
    assert.equal(document.isDirty, true);
    assert.match(document.getText(), /Not lost/);
    assert.equal(await saves(document), false);
  });

  it('say what is missing, in one line with the server’s trace id', async () => {
    for (const [command, more] of [
      ['stream.open', {}],
      ['stream.delete', { confirmed: true }],
      ['stream.run', {}],
    ] as const) {
      const given = { streamId: 999_999, ...more };
      const error = await failureOf(instance().invoke(command, given));
      assert.equal('kind' in error && error.kind, 'notFound');
      assert.match(error.message, /no stream 999999\..*toe \w+-\w+-\w+/);
      assert.doesNotMatch(error.message, /\n/);
    }
  });

  it('refuse arguments that are none, before any request', async () => {
    const { connectionId } = instance();
    const cases: readonly [command: string, given: object][] = [
      ['stream.open', { connectionId, streamId: 'abc' }],
      ['stream.open', { connectionId, streamId: 0 }],
      ['stream.open', { connectionId: 5, streamId: 101 }],
      ['stream.delete', { connectionId, streamId: 101, confirmed: 'yes' }],
      ['stream.search', { connectionId, key: 'name', value: 'x' }],
      ['stream.search', { connectionId, key: 'dataSource.name', value: 7 }],
      ['stream.run', { connectionId, streamId: 101, updateMethod: 'replace' }],
      ['stream.create', { connectionId: {} }],
      ['execution.open', { connectionId, streamId: 101, executionId: 'x' }],
      ['execution.delete', { connectionId, streamId: 101, executionId: 1, confirmed: 1 }],
      ['execution.abort', { connectionId, streamId: 101, executionId: -1 }],
      ['connection.edit', { connectionId, readOnly: 'no' }],
      ['connection.remove', { connectionId: 1 }],
    ];
    for (const [command, given] of cases)
      assert.equal(await kindOf(invoke(command, given)), 'invalidArgument', command);
    assert.deepEqual(await instance().writes(), []);
  });

  it('take ids as text too, as input variables of tasks are', async () => {
    assert.equal((await instance().invoke('stream.open', { streamId: '101' }))['id'], 101);
    assert.equal(vscode.window.activeTextEditor?.document.uri.path.includes('/101/'), true);
  });

  it('refuse every change on a read-only connection, before any request', async () => {
    const { connectionId } = instance();
    const { executionId } = await instance().sandbox.execute(101);
    await invoke('connection.edit', { connectionId, readOnly: true });
    const stream = { streamId: 101, confirmed: true };
    const one = { ...stream, executionId };
    const uri = `${__dirname}/any.csv`;
    for (const [command, given] of [
      ['stream.create', {}],
      ['stream.createFromFile', { uri }],
      ['stream.delete', stream],
      ['stream.run', stream],
      ['file.upload', { ...stream, uris: [uri], header: true }],
      ['execution.commit', one],
      ['execution.abort', one],
      ['execution.delete', one],
    ] as const) {
      await instance().forgetRequests();
      assert.equal(await kindOf(instance().invoke(command, given)), 'readOnly', command);
      const requests = await instance().requests();
      assert.deepEqual(
        requests.filter(({ path }) => path.includes('/streams/101')),
        [],
        command,
      );
    }
    assert.equal((await instance().invoke('stream.open', { streamId: 101 }))['id'], 101);
    await invoke('connection.edit', { connectionId, readOnly: false });
  });
});
