// Runs one upload with its ledger, as a window of the editor does, and prints what came of it. What an
// earlier process has left in the ledger is gone on with. Meant to be killed.
import { basename, dirname, join } from 'node:path';
import { systemClock } from '../../src/base/clock';
import { silentLog } from '../../src/base/log';
import type { Upload } from '../../src/uploads/upload';
import { createUpload, inspect, runUpload } from '../../src/uploads/engine';
import { LedgerFiles } from '../../src/uploads/queue/ledgerFiles';
import type { StoredUpload } from '../../src/uploads/queue/storedUpload';
import { clientOf } from './domoSandbox';
import type { UploadOrder, UploadReport } from './uploadProcesses';

const order = JSON.parse(process.argv[2] ?? '') as UploadOrder;
const ledger = new LedgerFiles(order.ledger);
const stream = { connectionId: 'test', streamId: order.streamId };
const client = clientOf(order.url, order.token);

function recordOf(upload: Upload): StoredUpload {
  const choices = { updateMethod: order.choices.updateMethod, hasHeader: true };
  return { ...stream, streamName: 'Test', choices, upload };
}

async function newJob(): Promise<Upload> {
  const inspection = await inspect(order.file, { transportType: 'API', columns: undefined });
  const upload = createUpload(inspection, {
    hasHeader: true,
    concurrency: 3,
    retries: 4,
    ...order.choices,
  });
  await ledger.locks.hold(stream, 'Test');
  await ledger.save(recordOf(upload));
  return upload;
}

async function run(): Promise<UploadReport> {
  const { uploads } = await ledger.load();
  const left = uploads.find(({ streamId }) => streamId === order.streamId);
  const upload = left?.upload ?? (await newJob());
  const had = upload.accepted.length;
  const result = await runUpload(
    upload,
    {
      target: client.uploadTarget({ streamId: order.streamId, route: 'auto' }),
      ledger: {
        save: (state) => ledger.save(recordOf(state)),
        assertHeld: () => ledger.locks.assertHeld(stream),
      },
      clock: systemClock,
      log: silentLog,
      settleMilliseconds: 300,
      pollMilliseconds: 100,
      conversionFolder: join(dirname(order.ledger), 'converted'),
      onProgress: () => undefined,
    },
    new AbortController().signal,
  );
  await ledger.remove(upload.uploadId);
  await ledger.locks.release(stream);
  return { result, wasLeft: left !== undefined, had };
}

run().then(
  (report) => {
    process.stdout.write(JSON.stringify(report));
    return client.close();
  },
  (error: unknown) => {
    process.stderr.write(`${basename(order.file)}: ${String(error)}`);
    process.exitCode = 1;
    return client.close();
  },
);
