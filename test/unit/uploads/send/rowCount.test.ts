import assert from 'node:assert/strict';
import { failureOf, kindOf } from '../../../support/collect';
import { busy, denied, FakeTarget } from '../../../support/fakeTarget';
import { withTemporaryFolder } from '../../../support/temporaryFolder';
import { uploadFor, runAt, type Run } from '../../../support/uploadRuns';

describe('The rows that Domo counts', () => {
  const folder = withTemporaryFolder();
  const rows = '1,2\n'.repeat(30);

  /** An upload whose counts are seen one after the other, the last of them from then on. */
  async function upload(
    counts: readonly (number | undefined)[],
    target = new FakeTarget(),
  ): Promise<{ run: Run; result: ReturnType<Run['start']> }> {
    const path = await folder().write('counted.csv', `id,name\n${rows}`);
    let looks = 0;
    target.countRows = () => counts[Math.min(looks++, counts.length - 1)];
    const run = runAt(target);
    return { run, result: run.start(await uploadFor(path)) };
  }

  for (const [what, count, updateMethod, kind] of [
    ['fewer', 29, 'APPEND', 'rowsDiffer'],
    ['more', 31, 'APPEND', 'rowsDiffer'],
    ['none', 0, 'REPLACE', 'rowsDiffer'],
    ['other numbers of an upsert', 29, 'UPSERT', undefined],
    ['no number', undefined, 'APPEND', undefined],
  ] as const)
    it(`are ${kind ? 'an alarm' : 'taken'} where they are ${what}`, async () => {
      const target = new FakeTarget();
      target.updateMethod = updateMethod;
      const { result } = await upload([count], target);
      if (kind) assert.equal(await kindOf(result), kind);
      else assert.equal((await result).rowsInserted, count);
    });

  for (const early of [0, 7])
    it(`may come after the end, and be ${early} until then`, async () => {
      const { result } = await upload([early, early, early, 30]);
      assert.equal((await result).rowsInserted, 30);
    });

  it('are an alarm where they come late and differ', async () => {
    const { result } = await upload([0, 0, 29]);
    assert.match((await failureOf(result)).message, /30 rows were sent, but Domo counts 29/);
  });

  it('are looked at no longer than a while', async () => {
    const sleptFor = async (count: number | undefined): Promise<number> => {
      const { run, result } = await upload([count]);
      await Promise.allSettled([result]);
      return run.context.clock.sleeps.reduce((sum, sleep) => sum + sleep, 0);
    };
    const atEnd = await sleptFor(30);
    assert.ok((await sleptFor(29)) <= atEnd + 3_000);
    assert.equal(await sleptFor(undefined), atEnd);
  });

  it('are looked at again after a failure, which is none of the upload', async () => {
    for (const error of [busy, denied]) {
      const target = new FakeTarget();
      target.faultOf = (call, nth) => (call === 'get 1' && nth === 2 ? { error } : undefined);
      const { result } = await upload([0, 30], target);
      assert.equal((await result).rowsInserted, 30);
    }
  });
});
