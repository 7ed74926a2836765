import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock';
import { silentLog } from '../../src/base/log';
import { parseInstanceUrl } from '../../src/domo/instanceUrl';
import { openDomoClient } from '../../src/domo/client';
import type { CompressionSetting } from '../../src/uploads/send/compression';
import { cutParts } from '../../src/uploads/send/cutter';
import type { Upload } from '../../src/uploads/upload';
import { Source } from '../../src/uploads/send/source';
import { createUpload, FileThreads, inspect, runUpload } from '../../src/uploads/engine';
import { repositoryRoot } from '../common/paths';
import type { Row } from './report';
import { ResourceMeter, untilAtRest } from './resources';

export interface UploadSetting {
  readonly url: string;
  readonly token: string;
  readonly streamId: number;
  readonly file: string;
  readonly compression: CompressionSetting;
  /** Cuts the file before the clock starts, as is done for an upload that is resumed. */
  readonly cutBefore: boolean;
}

const concurrency = 4;
const bytesPerMebibyte = 1024 * 1024;

/** Uploads a file as the extension does and says what it took, this process's memory included. */
export async function uploadOnce(setting: UploadSetting): Promise<Row> {
  const client = openDomoClient(
    { kind: 'instance', token: setting.token },
    {
      origin: parseInstanceUrl(setting.url),
      readOnly: false,
      timeoutSeconds: 60,
      connections: 2 * concurrency + 4,
      proxy: { strictSsl: true },
      clock: systemClock,
      log: silentLog,
    },
  );
  // As the extension does before it offers the upload: the first answer has V8 compile the parser. A
  // server that takes nothing but uploads will do too.
  await client.streams.get(setting.streamId).catch(() => undefined);
  const inspection = await inspect(setting.file, {
    transportType: undefined,
    columns: undefined,
  });
  const upload = createUpload(inspection, {
    updateMethod: undefined,
    hasHeader: inspection.headerDetected,
    partSizeBytes: undefined,
    concurrency,
    compression: setting.compression,
    retries: 5,
  });
  if (setting.cutBefore) await cutWhole(upload);
  const threads = new FileThreads(join(repositoryRoot, 'dist', 'fileWorker.js'));
  threads.prepareFor(inspection);
  await untilAtRest();
  const meter = new ResourceMeter();
  const result = await runUpload(
    upload,
    {
      target: client.uploadTarget({ streamId: setting.streamId, route: 'auto' }),
      ledger: { save: () => Promise.resolve(), assertHeld: () => Promise.resolve() },
      clock: systemClock,
      log: silentLog,
      settleMilliseconds: 30_000,
      conversionFolder: tmpdir(),
      pollMilliseconds: 1_000,
      threads,
      onProgress: () => undefined,
    },
    new AbortController().signal,
  );
  const resources = meter.stop();
  await threads.stop();
  await client.close();
  return {
    ...resources,
    mebibytesPerSecond: result.bytesSent / bytesPerMebibyte / Number(resources['wallSeconds']),
    bytes: result.bytesSent,
    rows: result.rowsSent,
    parts: result.parts,
    retries: result.retries,
    state: result.state,
  };
}

async function cutWhole(upload: Upload): Promise<void> {
  const source = await Source.open(upload.source);
  const read = (block: Uint8Array, position: number) => source.readIntoNow(block, position);
  for await (const cut of cutParts(upload, read, new AbortController().signal))
    upload.cuts.push(cut);
  upload.isCut = true;
  await source.close();
}
