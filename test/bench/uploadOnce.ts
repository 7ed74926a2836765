import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../../src/base/clock';
import { silentLog } from '../../src/base/log';
import { parseInstanceAddress } from '../../src/domo/address';
import { createDomoClient } from '../../src/domo/client';
import { createJob, inspect, runUpload } from '../../src/upload/uploader';
import { repositoryRoot } from '../host/paths';
import type { Row } from './report';

export interface UploadSetting {
  readonly url: string;
  readonly token: string;
  readonly streamId: number;
  readonly file: string;
  readonly compression: 'gzip' | 'none';
}

const concurrency = 4;
const bytesPerMebibyte = 1024 * 1024;

/** Uploads a file as the extension does and says what it took, this process's memory included. */
export async function uploadOnce(setting: UploadSetting): Promise<Row> {
  const client = createDomoClient({
    origin: parseInstanceAddress(setting.url),
    token: setting.token,
    readOnly: false,
    timeoutSeconds: 60,
    connections: 2 * concurrency + 4,
    proxy: { strictSsl: true },
    clock: systemClock,
    log: silentLog,
  });
  const inspection = await inspect(setting.file, {
    transportType: undefined,
    columnNames: undefined,
  });
  const job = createJob(inspection, {
    updateMethod: undefined,
    hasHeader: inspection.headerDetected,
    partSizeBytes: undefined,
    concurrency,
    compression: setting.compression,
    retries: 5,
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const result = await runUpload(
    job,
    {
      target: client.uploadTarget({ streamId: setting.streamId, route: 'auto' }),
      ledger: { save: () => Promise.resolve() },
      clock: systemClock,
      log: silentLog,
      settleMilliseconds: 30_000,
      conversionFolder: tmpdir(),
      pollMilliseconds: 1_000,
      cutWorkerFile: join(repositoryRoot, 'dist', 'cutter.js'),
      onProgress: () => undefined,
    },
    new AbortController().signal,
  );
  delay.disable();
  await client.close();
  return {
    wallSeconds: result.milliseconds / 1000,
    mebibytesPerSecond: result.bytesSent / bytesPerMebibyte / (result.milliseconds / 1000),
    // In kilobytes, says Node.
    peakRssMebibytes: process.resourceUsage().maxRSS / 1024,
    eventLoopDelayP99Milliseconds: delay.percentile(99) / 1e6,
    bytes: result.bytesSent,
    rows: result.rowsSent,
    parts: result.parts,
    retries: result.retries,
    state: result.state,
  };
}
