import assert from 'node:assert/strict';
import { failureOf } from '../../../support/collect';
import { FakeTarget } from '../../../support/fakeTarget';
import { withTemporaryFolder } from '../../../support/temporaryFolder';
import { uploadFor, runAt } from '../../../support/uploadRuns';

describe('An upload that may have less than one part under way', () => {
  const folder = withTemporaryFolder();
  const rows = '1,2\n'.repeat(100);
  let path: string;
  before(async () => {
    path = await folder().write('rows.csv', `id,name\n${rows}`);
  });

  it('sends all its parts', async () => {
    for (const concurrency of [0, -1, 0.5]) {
      const target = new FakeTarget();
      await runAt(target).start(await uploadFor(path, { concurrency }));
      assert.equal(target.loaded(1), rows);
    }
  });

  it('commits nothing where it can send none of them', async () => {
    const target = new FakeTarget();
    const upload = await uploadFor(path, { concurrency: Number.NaN });
    assert.match((await failureOf(runAt(target).start(upload))).message, /Only 0 parts/);
    assert.equal(target.count('commit'), 0);
  });
});
