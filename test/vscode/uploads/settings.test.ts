import assert from 'node:assert/strict';
import { rowsPerMebibyte, writeRows } from '../../support/vscode/files';
import { withFolder } from '../../support/vscode/folder';
import { withInstance, type RequestJson } from '../../support/vscode/instance';
import { useSettings, withSettings } from '../../support/vscode/settings';

const rows = 6 * rowsPerMebibyte - 100;
const smallParts = { 'domoStreams.upload.partSizeMiB': 1 };

describe('The upload settings', () => {
  const instance = withInstance();
  const folder = withFolder();
  useSettings(smallParts);
  let file: string;

  before(async () => {
    file = await writeRows(folder(), 'rows.csv', rows);
  });

  async function partsWith(settings: Record<string, unknown>): Promise<RequestJson[]> {
    const summary = await withSettings(settings, () =>
      instance().invoke('file.upload', {
        uris: [file],
        streamId: 105,
        updateMethod: 'REPLACE',
        header: true,
      }),
    );
    assert.equal(summary['rowsInserted'], rows);
    const requests = await instance().requests();
    return requests.filter(({ path }) => /\/parts?\/\d+$/.test(path));
  }

  it('fix the size of the parts', async () => {
    const parts = await partsWith({});
    assert.equal(parts.length, 6);
    const sizes = parts.map(({ receivedBytes }) => receivedBytes);
    assert.ok(Math.max(...sizes) < 1.05 * 1024 * 1024);
  });

  for (const [concurrency, most] of [
    [1, 1],
    [3, 6],
  ] as const)
    it(`have ${concurrency} of the parts under way at once, or up to ${most}`, async () => {
      await instance().setFaults([{ method: 'PUT', path: '**/parts/*', delayMs: 60 }]);
      const parts = await partsWith({ 'domoStreams.upload.concurrency': concurrency });
      assert.ok(mostAtOnce(parts) >= concurrency);
      assert.ok(mostAtOnce(parts) <= most);
    });

  it('lose nothing where they are beyond their limits', async () => {
    const parts = await partsWith({
      'domoStreams.upload.concurrency': 0,
      'domoStreams.upload.partSizeMiB': -1,
      'domoStreams.upload.retries': -1,
    });
    assert.equal(parts.length, 6);
    assert.equal(mostAtOnce(parts), 1);
  });

  it('compress, or do not', async () => {
    const gzipped = await partsWith({ 'domoStreams.upload.compression': 'gzip' });
    assert.ok(gzipped.every(({ headers }) => headers['content-encoding'] === 'gzip'));
    assert.ok(gzipped.every(({ receivedBytes }) => receivedBytes < 300_000));
    await instance().forgetRequests();
    const plain = await partsWith({ 'domoStreams.upload.compression': 'none' });
    assert.ok(plain.every(({ headers }) => headers['content-encoding'] === undefined));
    assert.ok(plain.every(({ headers }) => headers['content-type']?.startsWith('text/csv')));
  });

  it('choose the route', async () => {
    for (const [route, pattern] of [
      ['executions', /\/executions\/\d+\/part\/\d+$/],
      ['data', /\/data\/\d+\/parts\/\d+$/],
    ] as const) {
      await instance().forgetRequests();
      const parts = await partsWith({ 'domoStreams.upload.route': route });
      assert.ok(parts.every(({ path }) => pattern.test(path)));
    }
  });

  it('say how often a part is sent again', async () => {
    await instance().setFaults([{ method: 'PUT', path: '**/parts/2', status: 503, times: 2 }]);
    const parts = await partsWith({ 'domoStreams.upload.retries': 2 });
    assert.equal(parts.filter(({ path }) => path.endsWith('/2')).length, 3);
    await instance().setFaults([{ method: 'PUT', path: '**/parts/2', status: 503 }]);
    await assert.rejects(partsWith({ 'domoStreams.upload.retries': 0 }), { kind: 'serverError' });
  });
});

describe('An upload to a server without the specification’s route', () => {
  const instance = withInstance({ routes: 'live', nullUploadId: true });
  const folder = withFolder();

  it('finds the other one with its first part, and remembers it', async () => {
    const file = await writeRows(folder(), 'few.csv', 10);
    const given = { uris: [file], streamId: 105, header: true };
    assert.equal((await instance().invoke('file.upload', given))['rowsInserted'], 10);
    const tried = (await instance().writes()).filter((call) => call.includes('/data/'));
    assert.equal(tried.length, 1);
    await instance().forgetRequests();
    assert.equal((await instance().invoke('file.upload', given))['rowsInserted'], 10);
    assert.deepEqual(
      (await instance().writes()).filter((call) => call.includes('/data/')),
      [],
    );
  });
});

/** The most requests that overlapped. */
function mostAtOnce(requests: readonly RequestJson[]): number {
  const counts = requests.map(
    ({ startedAt }) =>
      requests.filter(
        (other) => other.startedAt <= startedAt && (other.endedAt ?? Infinity) > startedAt,
      ).length,
  );
  return Math.max(...counts);
}
