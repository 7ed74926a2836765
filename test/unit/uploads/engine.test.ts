import assert from 'node:assert/strict';
import { englishOf } from '../../../src/base/text';
import { isCancelled, sleep } from '../../../src/base/abort';
import { isUploadError } from '../../../src/uploads/errors';
import { silentLog } from '../../../src/base/log';
import { abortExecution } from '../../../src/uploads/send/abortExecution';
import { failureOf } from '../../support/collect';
import { busy, denied, FakeTarget, lost, refused } from '../../support/fakeTarget';
import { rounds } from '../../support/rounds';
import { seededRandom } from '../../support/seededRandom';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { uploadFor, runAt } from '../../support/uploadRuns';

const rows = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${index},"né, ""${index}"""\n`).join('');

describe('runUpload', () => {
  const folder = withTemporaryFolder();

  it('sends every byte of every record once, in order, whatever the sizes', async () => {
    const random = seededRandom(3);
    for (let round = 0; round < rounds(60); round += 1) {
      const body = rows(1 + Math.floor(random() * 60));
      const text = random() < 0.5 ? body.trimEnd() : `${body}\n\r\n`;
      const path = await folder().write('any.csv', `id,name\n${text}`);
      const target = new FakeTarget();
      const upload = await uploadFor(path, {
        partSizeBytes: 1 + Math.floor(random() * 300),
        concurrency: 1 + Math.floor(random() * 6),
        compression: random() < 0.3 ? 'gzip' : 'none',
      });
      const result = await runAt(target).start(upload);
      assert.equal(target.loaded(1), body);
      assert.equal(result.rowsSent, body.split('\n').length - 1);
      assert.equal(result.rowsSent, result.rowsInserted);
      assert.equal(result.parts, target.executions[0]?.parts.size);
    }
  });

  it('keeps as many parts in flight as it may, and no more', async () => {
    const path = await folder().write('many.csv', `id,name\n${rows(200)}`);
    for (const [concurrency, most] of [
      [1, 1],
      [4, 8],
    ] as const) {
      const target = new FakeTarget();
      await runAt(target).start(await uploadFor(path, { concurrency }));
      assert.ok(target.mostInFlight >= concurrency);
      assert.ok(target.mostInFlight <= most);
    }
  });

  it('sends a part again, and counts it', async () => {
    const path = await folder().write('again.csv', `id,name\n${rows(30)}`);
    const target = new FakeTarget();
    target.faultOf = (call, nth) => {
      if (call === 'part 2' && nth <= 2) return { error: busy };
      return call === 'part 3' && nth === 1 ? { error: lost, afterEffect: true } : undefined;
    };
    const { retries } = await runAt(target).start(await uploadFor(path));
    assert.equal(retries, 3);
    assert.equal(target.loaded(1), rows(30));
  });

  it('sends no part once another process has the upload', async () => {
    const path = await folder().write('taken.csv', `id,name\n${rows(200)}`);
    const target = new FakeTarget();
    const run = runAt(target);
    const taken = new Error('Another process has it.');
    run.context.ledger.assertHeld = () =>
      target.calls.includes('part 2') ? Promise.reject(taken) : Promise.resolve();
    assert.equal(await failureOf(run.start(await uploadFor(path, { concurrency: 1 }))), taken);
    assert.deepEqual([target.count('part 3'), target.count('commit')], [0, 0]);
  });

  it('gives up with the first failure, when all parts have stopped, and without a commit', async () => {
    const path = await folder().write('fails.csv', `id,name\n${rows(100)}`);
    for (const [error, tries] of [
      [busy, 4],
      [denied, 1],
    ] as const) {
      const target = new FakeTarget();
      target.faultOf = (call) => (call === 'part 3' ? { error } : undefined);
      target.delayOf = (part) => sleep(part === 3 ? 0 : 5);
      assert.equal(
        await failureOf(runAt(target).start(await uploadFor(path, { concurrency: 2 }))),
        error,
      );
      assert.deepEqual([target.inFlight, target.count('commit')], [0, 0]);
      const { length } = target.calls;
      await sleep(10);
      assert.equal(target.calls.length, length, 'a part was sent after the end');
      assert.ok(target.count('part') < 15, 'the other parts went on');
      assert.equal(target.calls.filter((call) => call === 'part 3').length, tries);
    }
  });

  it('goes on without compression where the server refuses it', async () => {
    const path = await folder().write('plain.csv', `id,name\n${rows(60)}`);
    const target = new FakeTarget();
    target.faultOf = (call) => (call.endsWith('gzip') ? { error: refused } : undefined);
    await runAt(target).start(await uploadFor(path, { compression: 'gzip', concurrency: 2 }));
    assert.equal(target.loaded(1), rows(60));
    assert.ok(target.calls.filter((call) => call.endsWith('gzip')).length <= 2);
  });

  it('stops before the commit at a record with other columns, and says where', async () => {
    const text = `id,name\n${rows(50)}7,"two\nlines"\n1,2,3\n${rows(50)}`;
    const path = await folder().write('columns.csv', text);
    const target = new FakeTarget();
    const error = await failureOf(runAt(target).start(await uploadFor(path)));
    assert.ok(isUploadError(error));
    assert.equal(error.kind, 'columns');
    assert.deepEqual(error.place, { path, line: 54 });
    assert.deepEqual([target.count('commit'), target.inFlight], [0, 0]);
  });

  for (const [what, text, kind, line] of [
    ['a quote that never closes', 'id,name\n1,"x\n2,y\n', 'unclosedQuote', 2],
    [
      'UTF-8 with other bytes in between',
      Buffer.from('id,name\n1,\xc3\xa4\xc3\xa4\xff\n', 'latin1'),
      'encoding',
      undefined,
    ],
    [
      'a character that is cut off at its end',
      Buffer.from('id,name\n1,\xc3\xa4\xc3', 'latin1'),
      'encoding',
      undefined,
    ],
    ['no rows beside its header', 'id,name\n', 'fileEmpty', undefined],
    ['another number of columns at its beginning', 'id,name\n1\n', 'columns', 2],
  ] as const)
    it(`leaves no execution behind for a file with ${what}`, async () => {
      const path = await folder().write('bad.csv', text);
      const target = new FakeTarget();
      const upload = uploadFor(path).then((upload) => runAt(target).start(upload));
      const error = await failureOf(upload);
      assert.ok(isUploadError(error));
      assert.equal(error.kind, kind);
      if (line) assert.equal(error.place?.line, line);
      assert.equal(target.count('create'), 0);
    });

  it('stops when the signal is aborted, with its reason and without a commit', async () => {
    const path = await folder().write('stopped.csv', `id,name\n${rows(100)}`);
    const target = new FakeTarget();
    const stop = new AbortController();
    target.faultOf = (call) => {
      if (call === 'part 4') stop.abort();
      return undefined;
    };
    const upload = await uploadFor(path);
    const cancelled = await failureOf(runAt(target).start(upload, stop.signal));
    assert.ok(isCancelled(cancelled));
    assert.deepEqual([target.count('commit'), target.inFlight], [0, 0]);
    const { note } = await abortExecution(upload, target, cancelled, silentLog);
    assert.match(note ? englishOf(note) : '', /Execution 1 was aborted/);
    assert.equal(target.calls.at(-1), 'abort 1');
  });

  it('stops also where the last part arrives while the signal is aborted', async () => {
    const path = await folder().write('last.csv', `id,name\n${rows(3)}`);
    const target = new FakeTarget();
    const stop = new AbortController();
    target.faultOf = (call) => {
      if (call === 'part 1') stop.abort();
      return undefined;
    };
    const upload = await uploadFor(path, { partSizeBytes: 4_000 });
    assert.ok(isCancelled(await failureOf(runAt(target).start(upload, stop.signal))));
    assert.deepEqual([upload.accepted, upload.commit, target.count('commit')], [[1], 'none', 0]);
  });

  it('tells of progress that only grows, and ends with the whole', async () => {
    const path = await folder().write('progress.csv', `id,name\n${rows(80)}`);
    const run = runAt(new FakeTarget());
    await run.start(await uploadFor(path, { compression: 'gzip' }));
    const bytes = Buffer.byteLength(rows(80));
    const last = run.snapshots.at(-1);
    assert.deepEqual(
      [last?.acceptedBytes, last?.totalBytes, last?.acceptedRecords],
      [bytes, bytes, 80],
    );
    assert.equal(last?.acceptedParts, last?.totalParts);
    let accepted = 0;
    for (const snapshot of run.snapshots) {
      assert.ok(snapshot.acceptedBytes >= accepted && snapshot.sentBytes <= snapshot.totalBytes);
      accepted = snapshot.acceptedBytes;
    }
    const phases = new Set(run.snapshots.map(({ phase }) => phase));
    assert.deepEqual([...phases], ['preparing', 'sending', 'committing', 'waiting']);
  });
});
