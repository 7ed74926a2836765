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
  saves,
  show,
  streamUri,
} from '../../support/vscode/editors';
import { withInstance } from '../../support/vscode/instance';

describe('A change that can do harm', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  const withAccount = (document: vscode.TextDocument, id: number): Promise<void> =>
    change(document, (body) => ({ ...body, account: { id } }));

  it('is sent once it is confirmed, with the words for it', async () => {
    const document = await open(109);
    await withAccount(document, 23);
    const asked = await answering('showWarningMessage', 'Save to Domo', async () => {
      assert.equal(await saves(document), true);
    });
    assert.deepEqual(asked.length, 1);
    assert.match(asked[0] ?? '', /account\.id: 37 → 23/);
    assert.equal(((await instance().stream(109))['account'] as { id: number }).id, 23);
  });

  it('is not sent where one cancels, and stays in the tab', async () => {
    const document = await open(101);
    await change(document, (body) => ({
      ...body,
      transport: { type: 'SFTP' },
      schemaDefinition: { columns: columnsOf(body).slice(2) },
    }));
    const text = document.getText();
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), false);
    });
    assert.match(asked[0] ?? '', /transport\.type: API → SFTP/);
    assert.match(asked[0] ?? '', /Removed columns: order_id, order_date/);
    assert.deepEqual(instance().written, []);
    assert.equal(document.isDirty, true);
    assert.equal(document.getText(), text);
  });

  it('meets what changed in Domo while one was asked', async () => {
    const document = await open(107);
    await withAccount(document, 5);
    await answering(
      'showWarningMessage',
      async () => {
        await instance().sandbox.put('107', { scheduleRetryCount: 8 });
        return 'Save to Domo';
      },
      async () => assert.equal(await saves(document), true),
    );
    const saved = await instance().stream(107);
    assert.equal(saved['scheduleRetryCount'], 8);
    assert.equal((saved['account'] as { id: number }).id, 5);
  });

  it('is the only thing that is asked about', async () => {
    const document = await open(102);
    await describeAs(document, 'Harmless');
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), true);
    });
    assert.deepEqual(asked, []);
  });

  it('is not asked about any more where one does not want to be, for this connection', async () => {
    const document = await open(106);
    await withAccount(document, 5);
    const always = async (
      _message: string,
      buttons: readonly string[],
    ): Promise<string | undefined> =>
      Promise.resolve(buttons.find((button) => button.includes('Don’t Ask Again')));
    await answering('showWarningMessage', always, async () => {
      assert.equal(await saves(document), true);
    });
    await change(document, (body) => ({ ...body, account: { id: 31 } }));
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await saves(document), true);
    });
    assert.deepEqual(asked, []);
    assert.equal((bodyOf(document)['account'] as { id: number }).id, 31);
  });
});

describe('An overwrite', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  it('replaces only the version that was shown: a newer one is asked about anew', async () => {
    const document = await show(streamUri(instance().connectionId, 101));
    const { sandbox } = instance();
    await sandbox.put('101', { dataSource: { description: 'theirs' } });
    await describeAs(document, 'mine..');
    let count = 0;
    const asked = await answering(
      'showWarningMessage',
      async () => {
        count += 1;
        if (count === 1) await sandbox.put('101', { dataSource: { description: 'newer.' } });
        return count === 1 ? 'Overwrite' : undefined;
      },
      async () => assert.equal(await saves(document), false),
    );
    assert.equal(asked.length, 2);
    assert.equal(descriptionOf(await instance().stream(101)), 'newer.');
    assert.equal(descriptionOf(bodyOf(document)), 'mine..');
    assert.deepEqual(instance().written, []);
  });

  it('keeps what changed elsewhere in the document meanwhile', async () => {
    const document = await show(streamUri(instance().connectionId, 102));
    const { sandbox } = instance();
    await sandbox.put('102', { dataSource: { description: 'theirs' } });
    await describeAs(document, 'mine..');
    await answering(
      'showWarningMessage',
      async () => {
        await sandbox.put('102', { scheduleRetryCount: 4 });
        return 'Overwrite';
      },
      async () => assert.equal(await saves(document), true),
    );
    const saved = await instance().stream(102);
    assert.deepEqual([descriptionOf(saved), saved['scheduleRetryCount']], ['mine..', 4]);
  });
});
