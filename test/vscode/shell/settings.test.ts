import assert from 'node:assert/strict';
import { englishOf } from '../../../src/base/text';
import { Settings } from '../../../src/vscode/shell/settings';
import { withSettings } from '../../support/vscode/settings';

describe('A setting with a value that can’t be used', () => {
  it('is limited, and reported once with its name until it is changed', async () => {
    const reports: string[] = [];
    const settings = new Settings((name, problem) =>
      reports.push(`${name}: ${englishOf(problem)}`),
    );
    await withSettings({ 'domoStreams.tree.pageSize': 5000 }, () => {
      assert.equal(settings.get('tree.pageSize'), 500);
      assert.equal(settings.get('tree.pageSize'), 500);
      return Promise.resolve();
    });
    assert.deepEqual(reports, ['domoStreams.tree.pageSize: Use a whole number from 10 to 500.']);
    assert.equal(settings.get('tree.pageSize'), 100);
    await withSettings({ 'domoStreams.tree.pageSize': 'many' }, () => {
      assert.equal(settings.get('tree.pageSize'), 100);
      return Promise.resolve();
    });
    assert.equal(reports.length, 2);
  });
});
