import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { FaultRule } from '../../../src/sandbox/faultRules';
import { failureOf } from '../../support/collect';
import {
  bodyOf,
  change,
  closeEditors,
  describeAs,
  descriptionOf,
  saves,
  setText,
  show,
  streamUri,
  without,
  type Body,
} from '../../support/vscode/editors';
import { invoke, withInstance } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';

describe('A save that does not go through', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  const open = (streamId: number): Promise<vscode.TextDocument> =>
    show(streamUri(instance().connectionId, streamId));

  /** Nothing was sent or changed, and nothing that was typed is lost. */
  async function assertRefused(document: vscode.TextDocument, streamId: number): Promise<void> {
    const before = await instance().stream(streamId);
    const text = document.getText();
    assert.equal(await saves(document), false);
    assert.equal(document.isDirty, true);
    assert.equal(document.getText(), text);
    assert.deepEqual(await instance().stream(streamId), before);
  }

  for (const text of ['', '[]', '{"id": 101,}', '{"id": 101 /* one */}']) {
    it(`is one of ${text || 'an empty text'}, which is no JSON object`, async () => {
      const document = await open(101);
      await setText(document, text);
      await assertRefused(document, 101);
      assert.deepEqual(instance().written, []);
    });
  }

  it('is one of a text in which a field stands twice, as only one of them would be sent', async () => {
    const document = await open(101);
    const twice = '"dataSource": {\n"description": "typed here",';
    await setText(document, document.getText().replace('"dataSource": {', twice));
    const save = invoke('document.saveToDomo', { uri: document.uri.toString() });
    const { message } = await failureOf(save);
    assert.match(
      message,
      /^Not saved: “description” stands twice in one object, again in line \d+\.$/,
    );
    await assertRefused(document, 101);
  });

  const fixed: readonly [field: string, value: unknown][] = [
    ['id', 102],
    ['createdBy', 1],
    ['executions', [{}]],
    ['somethingNew', 'x'],
  ];
  for (const [field, value] of fixed) {
    it(`is one of a stream whose ${field} was changed, until that is put back`, async () => {
      const document = await open(101);
      const former = bodyOf(document)[field];
      await describeAs(document, `Beside ${field}`);
      await change(document, (body) => ({ ...body, [field]: value }));
      await assertRefused(document, 101);
      assert.deepEqual(instance().written, []);
      await change(document, (body) =>
        former === undefined ? without(body, field) : { ...body, [field]: former },
      );
      assert.equal(await saves(document), true);
      assert.equal(descriptionOf(await instance().stream(101)), `Beside ${field}`);
    });
  }

  it('is one of a stream from which a fixed field was removed', async () => {
    const document = await open(101);
    await change(document, (body) => without(body, 'createdAt'));
    await assertRefused(document, 101);
  });

  const put = { method: 'PUT', path: '**/streams/*' };
  const faults: readonly [what: string, rule: FaultRule][] = [
    ['is answered with 500', { ...put, status: 500 }],
    ['is answered with 401', { ...put, status: 401 }],
    ['is answered with 429', { ...put, status: 429 }],
    ['is answered with a page', { ...put, status: 200, body: '<html><title>Log In</title>' }],
    ['breaks off', { ...put, reset: 'early' }],
    ['can not be compared first', { method: 'GET', path: '**/streams/*?*', status: 403 }],
  ];
  for (const [what, rule] of faults) {
    it(`is one that ${what}, and goes through when that is over`, async () => {
      const document = await open(102);
      await describeAs(document, what);
      await instance().setFaults([rule]);
      const text = document.getText();
      assert.equal(await saves(document), false);
      assert.equal(document.isDirty, true);
      assert.equal(document.getText(), text);
      await instance().setFaults([]);
      assert.notEqual(descriptionOf(await instance().stream(102)), what);
      assert.equal(await saves(document), true);
      assert.equal(document.isDirty, false);
      assert.equal(descriptionOf(await instance().stream(102)), what);
    });
  }

  it('is one that is not answered in time', () =>
    withSettings({ 'domoStreams.request.timeoutSeconds': 1 }, async () => {
      const document = await open(110);
      await describeAs(document, 'In time');
      await instance().setFaults([{ ...put, hang: 'headers' }]);
      await assertRefusedWhileFaulty(document);
      await instance().setFaults([]);
      assert.equal(await saves(document), true);
      assert.equal(descriptionOf(await instance().stream(110)), 'In time');
    }));

  async function assertRefusedWhileFaulty(document: vscode.TextDocument): Promise<void> {
    const text = document.getText();
    assert.equal(await saves(document), false);
    assert.equal(document.isDirty, true);
    assert.equal(document.getText(), text);
  }

  it('may have arrived all the same: the next save finds it there and sends nothing again', async () => {
    const document = await open(107);
    await describeAs(document, 'Arrived');
    await instance().setFaults([{ ...put, afterEffect: true, status: 502 }]);
    await assertRefusedWhileFaulty(document);
    assert.equal(descriptionOf(await instance().stream(107)), 'Arrived');
    await instance().setFaults([]);
    await instance().forgetRequests();
    assert.equal(await saves(document), true);
    assert.deepEqual(instance().written, []);
  });

  it('is one of which the server takes only a part: that part is kept, and the rest stays to be seen', async () => {
    const document = await open(108);
    await change(document, (body) => ({
      ...body,
      dataSource: { ...(body['dataSource'] as Body), description: 'Taken', type: 'ignored' },
    }));
    await assertRefusedWhileFaulty(document);
    assert.equal(descriptionOf(await instance().stream(108)), 'Taken');
    await change(document, (body) => ({
      ...body,
      dataSource: { ...(body['dataSource'] as Body), type: 'webform' },
    }));
    assert.equal(await saves(document), true);
  });
});
