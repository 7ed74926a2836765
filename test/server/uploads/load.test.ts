import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../../../src/base/abort';
import { clientOf, withDomoSandbox } from '../../support/domoSandbox';
import { startRelay } from '../../support/relay';
import { csvOf, openStreamId, uploadTo } from '../../support/sandboxUploads';
import { withTemporaryFolder } from '../../support/temporaryFolder';
import { UploadProcess } from '../../support/uploadProcesses';

const csv = csvOf(200_000);

describe('many uploads', () => {
  const own = withDomoSandbox();
  const folder = withTemporaryFolder();
  let file: string;
  before(async () => {
    file = await folder().write('rows.csv', `a,b,c,d\n${csv}`);
  });
  afterEach(() => own().reset());

  async function newStream(name: string): Promise<number> {
    const columns = ['a', 'b', 'c', 'd'].map((column) => ({ name: column, type: 'STRING' }));
    const { id } = await own().client.streams.create({
      dataSource: { name },
      transport: { type: 'API' },
      dataProvider: { key: 'dataset-api' },
      schemaDefinition: { columns },
      updateMethod: 'APPEND',
    });
    return id;
  }

  it('from eight processes at once end with all rows, and leave nothing in their common ledger', async () => {
    const { url, token } = own().sandbox;
    const ledger = join(folder().path, 'uploads');
    const choices = { updateMethod: 'APPEND', compression: 'none', partSizeBytes: 8_000 } as const;
    const names = Array.from({ length: 8 }, (_, index) => `Load ${index}`);
    const streamIds = await Promise.all(names.map(newStream));
    const reports = await Promise.all(
      streamIds.map((streamId) =>
        new UploadProcess({ url, token, streamId, file, ledger, choices }).report(),
      ),
    );
    for (const [index, { result }] of reports.entries()) {
      assert.equal(result.rowsInserted, result.rowsSent);
      assert.ok(
        (await own().stored(streamIds[index] ?? 0)) === csv,
        'other rows are in the DataSet',
      );
    }
    // Without a file in it.
    assert.deepEqual(await readdir(ledger, { recursive: true }), ['locks']);
  });

  it('survive that all their connections are dead at once, as after a sleep', async () => {
    const relay = await startRelay(own().sandbox.url);
    const client = clientOf(relay.url, own().sandbox.token);
    await own().reset({ method: 'PUT', path: '**/parts/*', delayMs: 15 });
    const upload = await uploadTo({ client }, file, { partSizeBytes: 4_000 });
    const running = upload.run();
    for (const parts of [6, 20, 35]) {
      while (upload.upload.accepted.length < parts) await sleep(2);
      relay.cutAll();
    }
    const result = await running;
    assert.ok(result.retries > 0, 'nothing was lost, so nothing was shown');
    assert.ok((await own().stored(openStreamId)) === csv, 'other rows are in the DataSet');
    assert.equal((await own().requestsLike(/commit$/)).length, 1);
    await client.close();
    relay.close();
  });
});
