import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { EarlierVersions } from '../../../src/documents/earlierVersions';
import { withTemporaryFolder } from '../../support/temporaryFolder';

describe('The history of documents', () => {
  const all = withTemporaryFolder();
  let directory = '';
  const stream = (streamId: number, connectionId = 'acme') =>
    ({ type: 'stream', connectionId, streamId }) as const;

  beforeEach(() => {
    directory = mkdtempSync(join(all().path, 'history-'));
  });

  it('lists what was replaced, newest first, and keeps streams and executions apart', async () => {
    const history = new EarlierVersions(directory);
    const before = Date.now();
    for (const version of [1, 2, 3]) await history.add(stream(7), { version });
    const execution = {
      type: 'execution',
      connectionId: 'acme',
      streamId: 7,
      executionId: 1,
    } as const;
    await history.add(execution, { version: 9 });
    const listed = await new EarlierVersions(directory).list(stream(7));
    assert.deepEqual(
      listed.map(({ body }) => body),
      [{ version: 3 }, { version: 2 }, { version: 1 }],
    );
    assert.ok(listed.every(({ replacedMilliseconds }) => replacedMilliseconds >= before));
    assert.deepEqual(await history.list(stream(8)), []);
  });

  it('keeps a version once, though a failed save was to replace it before', async () => {
    const history = new EarlierVersions(directory);
    for (const version of [1, 1, 2, 1]) await history.add(stream(7), { version });
    assert.deepEqual(
      (await history.list(stream(7))).map(({ body }) => body['version']),
      [1, 2, 1],
    );
  });

  it('keeps a bounded number per document', async () => {
    const history = new EarlierVersions(directory, 3);
    for (const version of [1, 2, 3, 4, 5]) await history.add(stream(7), { version });
    const listed = await history.list(stream(7));
    assert.deepEqual(
      listed.map(({ body }) => body['version']),
      [5, 4, 3],
    );
  });

  it('forgets all of one connection', async () => {
    const history = new EarlierVersions(directory);
    await history.add(stream(7), {});
    await history.add(stream(7, 'other'), {});
    await history.forget('acme');
    assert.deepEqual(await history.list(stream(7)), []);
    assert.equal((await history.list(stream(7, 'other'))).length, 1);
  });
});
