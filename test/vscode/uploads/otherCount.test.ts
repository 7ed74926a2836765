import assert from 'node:assert/strict';
import { kindOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import { writeRows } from '../../support/vscode/files';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';

const rows = 20;

describe('An upload of which Domo counts other rows than were sent', function () {
  // The count is looked at again for half a minute, as it may come late.
  this.timeout(60_000);
  const instance = withInstance();
  const folder = withFolder();

  async function commits(): Promise<number> {
    return (await instance().writes()).filter((call) => call.endsWith('/commit')).length;
  }

  it('is an alarm, and asks before its rows are loaded a second time', async () => {
    const file = await writeRows(folder(), 'rows.csv', rows);
    const body = { executionId: 1, currentState: 'SUCCESS', rowsInserted: rows - 1 };
    await instance().setFaults([{ method: 'GET', path: '**/executions/*', status: 200, body }]);
    const given = { uris: [file], streamId: 105, updateMethod: 'APPEND', header: true };
    assert.equal(await kindOf(instance().invoke('file.upload', given)), 'rowsDiffer');
    const asked = await answering('showWarningMessage', undefined, async () => {
      assert.equal(await kindOf(invoke('upload.retry')), 'needsDecision');
      assert.equal(await invoke('upload.retry', { ask: true }), undefined);
    });
    assert.match(asked[0] ?? '', /^Upload rows\.csv once more\?\nExecution \d+ has added rows/);
    assert.equal(await commits(), 1);
    await instance().setFaults([]);
    const again = await invoke('upload.retry', { confirmed: true });
    assert.equal(again['rowsInserted'], rows);
    assert.equal(await commits(), 2);
    await invoke('upload.clearFinished');
  });
});
