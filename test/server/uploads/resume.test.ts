import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { englishOf } from '../../../src/base/text';
import { silentLog } from '../../../src/base/log';
import { abortExecution } from '../../../src/uploads/send/abortExecution';
import type { Upload } from '../../../src/uploads/upload';
import { failureOf, kindOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';
import { csvOf, openStreamId, resumable, uploadTo } from '../../support/sandboxUploads';
import { withTemporaryFolder } from '../../support/temporaryFolder';

class PausedError extends Error {
  readonly kind = 'paused';
}

const csv = csvOf(60_000);

describe('an upload that is paused', () => {
  const own = withDomoSandbox();
  const folder = withTemporaryFolder();
  afterEach(() => own().reset());

  /** Pauses an upload while it sends part 9, and gives its state as it was saved. */
  async function paused(name: string): Promise<{ path: string; upload: Upload }> {
    const path = await folder().write(name, `a,b,c,d\n${csv}`);
    await own().reset({ method: 'PUT', path: '**/parts/9', hang: 'headers' });
    const first = await uploadTo(own(), path, { partSizeBytes: 4_000 });
    const stop = new AbortController();
    const running = failureOf(first.run(stop.signal));
    while (!(await own().requestsLike(/parts\/9$/)).length) await new Promise(setImmediate);
    stop.abort(new PausedError('Enough for today.'));
    assert.ok((await running) instanceof PausedError);
    await own().reset();
    const upload = JSON.parse(JSON.stringify(first.saved.at(-1))) as Upload;
    return { path, upload };
  }

  it('goes on by another client with the parts that are missing', async () => {
    const { upload } = await paused('goes-on.csv');
    const had = [...upload.accepted];
    // Of the eight parts before it, three may be under way with it.
    assert.ok(had.length >= 5 && !had.includes(9), had.join());
    const result = await resumable(own().client, upload).run();
    assert.ok((await own().stored(openStreamId)) === csv, 'other bytes have arrived');
    assert.equal(result.rowsInserted, result.rowsSent);
    const sent = await own().requestsLike(/\/parts\//);
    const numbers = sent.map(({ path }) => Number(/\d+$/.exec(path)?.[0]));
    assert.deepEqual(
      numbers.filter((number) => had.includes(number)),
      [],
    );
    assert.equal(numbers.length + had.length, result.parts);
    assert.deepEqual(await own().requestsLike(/^POST/), []);
  });

  it('stays open where the token ran out in between, and goes on with another one', async () => {
    const path = await folder().write('expired.csv', `a,b,c,d\n${csv}`);
    await own().reset({ method: 'PUT', path: '**/parts/9', status: 401 });
    const upload = await uploadTo(own(), path, { partSizeBytes: 4_000 });
    const refused = await failureOf(upload.run());
    assert.match(refused.message, /Domo refused the token/);
    const target = own().client.uploadTarget({ streamId: openStreamId, route: 'auto' });
    const { note, isOutOfReach } = await abortExecution(upload.upload, target, refused, silentLog);
    assert.match(
      note ? englishOf(note) : '',
      /stays open: edit the connection .*, and the upload goes on/,
    );
    assert.ok(isOutOfReach);
    assert.deepEqual(await own().requestsLike(/abort$/), []);
    await own().reset();
    await resumable(own().client, structuredClone(upload.upload)).run();
    assert.ok((await own().stored(openStreamId)) === csv, 'other bytes have arrived');
    assert.deepEqual(await own().requestsLike(/^POST/), []);
  });

  it('is not gone on with where its file changed', async () => {
    const { upload, path } = await paused('changed.csv');
    await appendFile(path, 'x\n');
    assert.equal(await kindOf(resumable(own().client, upload).run()), 'sourceChanged');
    assert.deepEqual(await own().requests(), []);
  });

  it('is not gone on with where another execution took its place', async () => {
    const { upload } = await paused('replaced.csv');
    await own().client.executions.create(openStreamId, {});
    const error = await failureOf(resumable(own().client, upload).run());
    assert.match(error.message, /has ended with CANCELLED/);
    assert.deepEqual(await own().requestsLike(/\/parts\/|commit/), []);
  });

  it('ends with its execution still open, until it is gone on with', async () => {
    const { upload } = await paused('open.csv');
    const id = upload.execution?.executionId ?? 0;
    const { currentState } = await own().client.executions.get(openStreamId, id);
    assert.equal(currentState, 'ACTIVE');
  });
});
