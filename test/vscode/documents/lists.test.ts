import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { answering } from '../../support/vscode/answers';
import {
  bodyOf,
  change,
  closeEditors,
  columnsOf,
  saves,
  show,
  streamUri,
  type Body,
} from '../../support/vscode/editors';
import { withInstance } from '../../support/vscode/instance';

describe('Lists whose entries have names', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  /** Saves without being asked. */
  async function savesSilently(document: vscode.TextDocument): Promise<void> {
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), true);
    });
    assert.deepEqual(asked, []);
  }

  async function names(streamId: number): Promise<unknown[]> {
    return columnsOf(await instance().stream(streamId)).map(({ name }) => name);
  }

  it('keep a column that was added in Domo beside one that I added', async () => {
    const document = await open(107);
    const columns = columnsOf(bodyOf(document));
    const theirs = [...columns, { name: 'theirs', type: 'LONG' }];
    await instance().sandbox.put('107', { schemaDefinition: { columns: theirs } });
    await change(document, (body) => ({
      ...body,
      schemaDefinition: { columns: [{ name: 'mine', type: 'DATE' }, ...columnsOf(body)] },
    }));
    await savesSilently(document);
    assert.deepEqual(await names(107), [
      'mine',
      'sku',
      'warehouse',
      'bags',
      'counted_at',
      'theirs',
    ]);
  });

  it('keep a setting that was changed in Domo beside one that I changed', async () => {
    const document = await open(104);
    const configure = (body: Body, name: string, value: string): Body[] =>
      (body['configuration'] as Body[]).map((entry) =>
        entry['name'] === name ? { ...entry, value } : entry,
      );
    await instance().sandbox.put('104', {
      configuration: configure(await instance().stream(104), 'view', 'theirs'),
    });
    await change(document, (body) => ({
      ...body,
      configuration: configure(body, 'subdomain', 'mine'),
    }));
    await savesSilently(document);
    const { configuration } = await instance().stream(104);
    assert.deepEqual(
      (configuration as Body[]).map(({ value }) => value),
      ['mine', 'theirs'],
    );
  });

  it('are asked about where both sides changed the same entry', async () => {
    const document = await open(101);
    const typed = (body: Body, type: string): Body => ({
      columns: columnsOf(body).map((column) =>
        column['name'] === 'quantity' ? { ...column, type } : column,
      ),
    });
    await instance().sandbox.put('101', {
      schemaDefinition: typed(await instance().stream(101), 'DOUBLE'),
    });
    await change(document, (body) => ({ ...body, schemaDefinition: typed(body, 'STRING') }));
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), false);
    });
    assert.match(asked.join(), /^schemaDefinition\.columns\.quantity\.type changed in Domo/);
    assert.equal(document.isDirty, true);
  });

  it('are saved in another order, which is checked', async () => {
    const document = await open(110);
    await change(document, (body) => ({
      ...body,
      schemaDefinition: { columns: columnsOf(body).toReversed() },
    }));
    await savesSilently(document);
    assert.deepEqual(await names(110), ['bemerkung', 'umsatz', 'kasse', 'tag']);
  });

  it('are not called saved where Domo keeps its own order', async () => {
    const document = await open(103);
    await change(document, (body) => ({
      ...body,
      schemaDefinition: { columns: columnsOf(body).toReversed() },
    }));
    // As if it were taken.
    const body = await instance().stream(103);
    await instance().setFaults([{ method: 'PUT', path: '**', status: 200, body }]);
    assert.equal(await saves(document), false);
    assert.equal(document.isDirty, true);
  });
});
