import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { isUploadError } from '../../../../src/uploads/errors';
import type { Upload } from '../../../../src/uploads/upload';
import { failureOf, kindOf } from '../../../support/collect';
import { busy, FakeTarget, lost } from '../../../support/fakeTarget';
import { withTemporaryFolder } from '../../../support/temporaryFolder';
import { uploadFor, runAt } from '../../../support/uploadRuns';

const rows = Array.from({ length: 90 }, (_, index) => `${index},"line\nbreak"\n`).join('');

class PausedError extends Error {
  readonly kind = 'paused';
}

describe('an upload that was interrupted', () => {
  const folder = withTemporaryFolder();

  /** Runs an upload that is paused when some parts have arrived, and gives it as it was saved. */
  async function interrupted(target: FakeTarget, name: string, atPart: number, end = '') {
    const path = await folder().write(name, `id,text\n${rows}${end}`);
    const run = runAt(target);
    const stop = new AbortController();
    target.faultOf = (call) => {
      if (call === `part ${atPart}`) stop.abort(new PausedError('Enough for today.'));
      return undefined;
    };
    const error = await failureOf(run.start(await uploadFor(path), stop.signal));
    assert.ok(error instanceof PausedError);
    target.faultOf = () => undefined;
    const upload = run.saved.at(-1);
    assert.ok(upload);
    return { path, upload: JSON.parse(JSON.stringify(upload)) as Upload };
  }

  for (const atPart of [1, 2, 7, 20])
    it(`at part ${atPart} sends only what is missing, to the same execution`, async () => {
      const target = new FakeTarget();
      const { upload } = await interrupted(target, `resume-${atPart}.csv`, atPart);
      const had = [...upload.accepted];
      const before = target.calls.length;
      target.countRows = () => 90;
      const run = runAt(target);
      const result = await run.start(upload);
      assert.equal(target.loaded(1), rows);
      assert.equal(result.rowsSent, 90);
      const again = target.calls.slice(before);
      for (const number of had)
        assert.ok(!again.includes(`part ${number}`), `part ${number} again`);
      assert.equal(target.count('create'), 1);
      assert.equal(run.snapshots[0]?.acceptedParts, had.length);
    });

  it('goes on where the server can not be asked in passing how its execution stands', async () => {
    const target = new FakeTarget();
    const { upload } = await interrupted(target, 'passing.csv', 7);
    target.faultOf = (call, nth) => (call === 'get 1' && nth === 1 ? { error: busy } : undefined);
    target.countRows = () => 90;
    const result = await runAt(target).start(upload);
    assert.equal(target.loaded(1), rows);
    assert.deepEqual([result.rowsSent, target.count('create')], [90, 1]);
  });

  it('still names the right line of a record with other columns', async () => {
    const target = new FakeTarget();
    const { upload, path } = await interrupted(target, 'columns.csv', 7, '1,2,3\n');
    assert.ok(!upload.isCut && upload.cuts.length < 20);
    const error = await failureOf(runAt(target).start(upload));
    assert.ok(isUploadError(error));
    assert.deepEqual(error.place, { path, line: 182 });
  });

  it('is refused where the file changed meanwhile', async () => {
    const target = new FakeTarget();
    const { upload, path } = await interrupted(target, 'changed.csv', 5);
    await appendFile(path, '91,x\n');
    const before = target.calls.length;
    assert.equal(await kindOf(runAt(target).start(upload)), 'sourceChanged');
    assert.equal(target.calls.length, before);
  });

  it('is refused where its execution has ended meanwhile', async () => {
    const target = new FakeTarget();
    const { upload } = await interrupted(target, 'ended.csv', 5);
    await target.createExecution(undefined, new AbortController().signal);
    const parts = target.count('part');
    assert.equal(await kindOf(runAt(target).start(upload)), 'executionEnded');
    assert.deepEqual([target.count('part'), target.count('commit')], [parts, 0]);
  });

  it('at its commit does not send a part, nor a commit that had arrived', async () => {
    const target = new FakeTarget();
    target.countRows = () => 90;
    const path = await folder().write('committed.csv', `id,text\n${rows}`);
    const run = runAt(target);
    const stop = new AbortController();
    target.faultOf = (call) => {
      if (!call.startsWith('commit')) return undefined;
      stop.abort(new PausedError('Window closed.'));
      return { error: lost, afterEffect: true };
    };
    await failureOf(run.start(await uploadFor(path), stop.signal));
    target.faultOf = () => undefined;
    const upload = run.saved.at(-1);
    assert.equal(upload?.commit, 'sent');
    const parts = target.count('part');
    const result = await runAt(target).start(upload);
    assert.deepEqual(
      [result.rowsSent, target.count('part'), target.count('commit')],
      [90, parts, 1],
    );
  });

  it('is refused where the file changed while it was sent', async () => {
    const path = await folder().write('touched.csv', `id,text\n${rows}`);
    const target = new FakeTarget();
    const upload = await uploadFor(path);
    target.faultOf = (call) => {
      if (call === 'part 2') utimesSync(path, new Date(), new Date(2001, 1, 1));
      return undefined;
    };
    assert.equal(await kindOf(runAt(target).start(upload)), 'sourceChanged');
    assert.equal(target.count('commit'), 0);
  });

  it('saves its upload after each step, so that it can be gone on with from each', async () => {
    const path = await folder().write('steps.csv', `id,text\n${rows}`);
    const target = new FakeTarget();
    target.countRows = () => 90;
    const run = runAt(target);
    await run.start(await uploadFor(path));
    const [first] = run.saved;
    assert.deepEqual([first?.execution?.executionId, first?.accepted], [1, []]);
    const accepted = run.saved.map((upload) => upload.accepted.length);
    const parts = run.saved.at(-1)?.cuts.length ?? 0;
    for (let count = 1; count <= parts; count += 1) assert.ok(accepted.includes(count));
    assert.deepEqual(
      run.saved.slice(-2).map((upload) => [upload.commit, upload.isCut]),
      [
        ['sent', true],
        ['done', true],
      ],
    );
  });
});
