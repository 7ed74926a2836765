import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { answering } from '../../support/vscode/answers';
import {
  bodyOf,
  change,
  closeEditors,
  columnsOf,
  describeAs,
  descriptionOf,
  revert,
  saves,
  show,
  streamUri,
  withDescription,
  type Body,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withInstance } from '../../support/vscode/instance';
import { executeUndo } from '../../support/vscode/undo';

describe('Saving a stream', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  it('sends the changed top-level fields only, with all that they held', async () => {
    const document = await open(101);
    const before = bodyOf(document);
    await describeAs(document, 'Changed here');
    assert.equal(await saves(document), true);
    assert.deepEqual(instance().written, [
      {
        method: 'PUT',
        path: '/101',
        body: { dataSource: withDescription(before, 'Changed here')['dataSource'] },
      },
    ]);
    assert.equal(descriptionOf(await instance().stream(101)), 'Changed here');
  });

  it('shows what the server has made of it, and is clean', async () => {
    const document = await open(101);
    await change(document, (body) => ({
      ...withDescription(body, 'With a schema'),
      schemaDefinition: { columns: [...columnsOf(body), { name: 'more', type: 'STRING' }] },
    }));
    assert.equal(await saves(document), true);
    await eventually(
      'the server’s form is shown',
      () => (bodyOf(document)['dataSource'] as Body)['columnCount'] === 9,
    );
    assert.equal(columnsOf(bodyOf(document)).at(-1)?.['visible'], true);
    assert.equal(document.isDirty, false);
    assert.deepEqual(bodyOf(document), await instance().stream(101));
  });

  it('sends nothing where nothing has changed but white space and order', async () => {
    const document = await open(102);
    await change(document, (body) => Object.fromEntries(Object.entries(body).reverse()));
    assert.equal(document.isDirty, true);
    assert.equal(await saves(document), true);
    assert.deepEqual(instance().written, []);
    assert.equal(document.isDirty, false);
  });

  it('takes back by undo and a second save what a first one has saved', async () => {
    const document = await open(110);
    const before = descriptionOf(bodyOf(document));
    await describeAs(document, 'To be undone');
    assert.equal(await saves(document), true);
    await eventually(
      'the saved form is shown',
      () => descriptionOf(bodyOf(document)) === 'To be undone',
    );
    await executeUndo(document, () => descriptionOf(bodyOf(document)) === before);
    assert.equal(await saves(document), true);
    assert.equal(descriptionOf(await instance().stream(110)), before);
  });

  it('ends with the last of two saves that follow at once', async () => {
    const document = await open(108);
    await describeAs(document, 'one');
    const first = document.save();
    await describeAs(document, 'two');
    const second = document.save();
    await Promise.all([first, second]);
    if (document.isDirty) assert.equal(await saves(document), true);
    assert.equal(descriptionOf(await instance().stream(108)), 'two');
    assert.equal(document.isDirty, false);
    assert.equal(descriptionOf(bodyOf(document)), 'two');
  });

  it('keeps what others have changed in other fields meanwhile', async () => {
    const document = await open(107);
    await instance().sandbox.put('107', { scheduleRetryCount: 7 });
    await describeAs(document, 'Mine');
    assert.equal(await saves(document), true);
    const saved = await instance().stream(107);
    assert.equal(saved['scheduleRetryCount'], 7);
    assert.equal(descriptionOf(saved), 'Mine');
    await eventually('both are shown', () => bodyOf(document)['scheduleRetryCount'] === 7);
  });

  it('keeps what others have changed in the same object, in another field of it', async () => {
    const document = await open(107);
    await instance().sandbox.put('107', { dataSource: { name: 'Stock, renamed' } });
    await describeAs(document, 'Mine again');
    assert.equal(await saves(document), true);
    const { name, description } = (await instance().stream(107))['dataSource'] as Body;
    assert.deepEqual([name, description], ['Stock, renamed', 'Mine again']);
  });

  it('is not held up by executions, which move times and counts', async () => {
    const document = await open(113);
    await instance().sandbox.upload(113, ['a,b\n'], {});
    await describeAs(document, 'After a run');
    assert.equal(await saves(document), true);
    assert.equal(descriptionOf(await instance().stream(113)), 'After a run');
    const [write] = instance()
      .written.filter(({ method }) => method === 'PUT')
      .slice(-1);
    assert.deepEqual(Object.keys(write?.body as object), ['dataSource']);
  });

  it('does not send times and last executions that were edited', async () => {
    const document = await open(102);
    await change(document, (body) => ({
      ...withDescription(body, 'Only this counts'),
      modifiedAt: 1,
      lastExecution: null,
    }));
    assert.equal(await saves(document), true);
    assert.deepEqual(Object.keys(instance().written[0]?.body as object), ['dataSource']);
    await eventually('the server’s form is shown', () => bodyOf(document)['modifiedAt'] !== 1);
    assert.equal(document.isDirty, false);
  });

  it('takes several fields at once', async () => {
    const document = await open(109);
    await change(document, (body) => ({
      ...withDescription(body, 'All at once'),
      updateMethod: 'REPLACE',
      scheduleExpression: '0 0 6 * * ? *',
      account: { id: 19 },
    }));
    await answering('showWarningMessage', 'Save to Domo', async () => {
      assert.equal(await saves(document), true);
    });
    const saved = await instance().stream(109);
    assert.equal(saved['updateMethod'], 'REPLACE');
    assert.equal(saved['scheduleExpression'], '0 0 6 * * ? *');
    assert.equal((saved['account'] as Body)['id'], 19);
    await eventually(
      'the account is shown whole',
      () => (bodyOf(document)['account'] as Body)['displayName'] === 'Warehouse SFTP',
    );
  });

  it('is over before a revert: that shows what was saved', async () => {
    const document = await open(108);
    await describeAs(document, 'Kept');
    assert.equal(await saves(document), true);
    await describeAs(document, 'Thrown away');
    await revert(document);
    await eventually('the saved text is back', () => descriptionOf(bodyOf(document)) === 'Kept');
  });

  it('starts from the server’s state after a revert, whatever has changed there', async () => {
    const document = await open(106);
    await describeAs(document, 'Thrown away');
    await instance().sandbox.put('106', { dataSource: { description: 'From elsewhere' } });
    await revert(document);
    await eventually(
      'the server’s text is shown',
      () => descriptionOf(bodyOf(document)) === 'From elsewhere',
    );
    await change(document, (body) => ({ ...body, scheduleRetryCount: 2 }));
    assert.equal(await saves(document), true);
    assert.equal(descriptionOf(await instance().stream(106)), 'From elsewhere');
  });
});
