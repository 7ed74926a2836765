import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../../../src/base/abort';
import { listIfThere } from '../../../src/base/files';
import type { FaultRule } from '../../../src/sandbox/faultRules';
import { withDomoSandbox } from '../../support/domoSandbox';
import { rounds } from '../../support/rounds';
import { csvOf, openStreamId } from '../../support/sandboxUploads';
import { seededRandom } from '../../support/seededRandom';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { UploadProcess, type UploadOrder, type UploadReport } from '../../support/uploadProcesses';

const csv = csvOf(100_000);
const partSizeBytes = 8_000;

/** What is left of a record in the middle of its first writing is none. */
const recordsIn = async (ledger: string): Promise<string[]> =>
  (await listIfThere(ledger)).filter((name) => name.endsWith('.json'));

/** Steps of an upload, each with the call in which it stands still when it is killed. */
const steps: readonly [string, FaultRule, RegExp][] = [
  ['while it looks for earlier executions', { path: '**/executions' }, /^GET .*executions/],
  ['while it creates its execution', { method: 'POST', path: '**/executions' }, /^POST/],
  ['with its first part on the way', { method: 'PUT', path: '**/parts/1' }, /parts\/1$/],
  ['between parts', { method: 'PUT', path: '**/parts/7' }, /parts\/7$/],
  ['with its last part on the way', { method: 'PUT', path: '**/parts/14' }, /parts\/14$/],
  ['while it commits', { method: 'PUT', path: '**/commit' }, /commit$/],
  ['while it waits for the end', { path: '**/executions/*' }, /^GET .*executions\/\d+$/],
];

describe('an upload whose process is killed', () => {
  const own = withDomoSandbox();
  const folder = withTemporaryFolder();
  let file: string;
  before(async () => {
    file = await folder().write('rows.csv', `a,b,c,d\n${csv}`);
  });
  afterEach(() => own().reset());

  async function order(choices: Partial<UploadOrder['choices']> = {}): Promise<UploadOrder> {
    const { url, token } = own().sandbox;
    const ledger = join(await mkdtemp(join(folder().path, 'window-')), 'uploads');
    const all = { updateMethod: 'APPEND', compression: 'none', partSizeBytes, ...choices } as const;
    return { url, token, streamId: openStreamId, file, ledger, choices: all };
  }

  /** Runs it to its end by another process, and holds what the DataSet has got against the file. */
  async function assertOnce(given: UploadOrder, before: string): Promise<UploadReport> {
    const report = await new UploadProcess(given).report();
    assert.ok((await own().stored(openStreamId)) === before + csv, 'other rows are in the DataSet');
    assert.equal(report.result.rowsInserted, report.result.rowsSent);
    assert.deepEqual(await recordsIn(given.ledger), []);
    return report;
  }

  for (const [when, fault, request] of steps)
    for (const afterEffect of fault.method ? [false, true] : [false])
      it(`${when}, ${afterEffect ? 'after' : 'before'} the server did it, goes on with what is missing`, async () => {
        const before = await own().stored(openStreamId);
        await own().reset({ ...fault, hang: 'headers', afterEffect });
        const given = await order();
        const first = new UploadProcess(given);
        while ((await own().requestsLike(request)).length === 0) await sleep(5);
        await sleep(20);
        await first.kill();
        await own().reset();
        const { result, wasLeft, had } = await assertOnce(given, before);
        assert.ok(wasLeft, 'the upload was not offered again');
        const parts = await own().requestsLike(/\/parts\//);
        assert.equal(parts.length, result.parts - had);
      });

  it('at any time, twice, has each row once', async function () {
    const times = rounds(6);
    this.timeout(times * 10_000);
    const random = seededRandom(11);
    for (let round = 0; round < times; round += 1) {
      const before = await own().stored(openStreamId);
      await own().reset({ path: '**', delayMs: 10 });
      const given = await order({ compression: random() < 0.3 ? 'gzip' : 'none' });
      // One that has forgotten its record is done: another process would begin anew.
      const isDone = async (): Promise<boolean> =>
        (await recordsIn(given.ledger)).length === 0 &&
        (await own().stored(openStreamId)) === before + csv;
      for (let kills = 0; kills < 2 && !(await isDone()); kills += 1) {
        const child = new UploadProcess(given);
        await Promise.race([child.ended, sleep(100 + random() * 400)]);
        await child.kill();
      }
      await own().reset();
      if (!(await isDone())) await assertOnce(given, before);
    }
  });
});
