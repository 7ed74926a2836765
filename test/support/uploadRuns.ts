import { tmpdir } from 'node:os';
import { silentLog } from '../../src/base/log';
import type { AllChoices, UploadJob } from '../../src/uploads/upload';
import type { ProgressSnapshot } from '../../src/uploads/send/progress';
import type { UploadTarget } from '../../src/uploads/send/target';
import {
  createJob,
  inspect,
  runUpload,
  type UploadContext,
  type UploadResult,
} from '../../src/uploads/engine';
import { FakeClock } from './fakeClock';

/** A job for a file, with small parts and no waiting unless the test says otherwise. */
export async function jobFor(path: string, choices: Partial<AllChoices> = {}): Promise<UploadJob> {
  const inspection = await inspect(path, { transportType: 'API', columns: undefined });
  return createJob(inspection, {
    hasHeader: true,
    updateMethod: undefined,
    partSizeBytes: 64,
    concurrency: 3,
    compression: 'none',
    retries: 3,
    ...choices,
  });
}

/** What an upload did on the side. */
export interface Run {
  readonly context: UploadContext & { readonly clock: FakeClock };
  /** The job as it was each time that it was saved. */
  readonly saved: UploadJob[];
  readonly snapshots: ProgressSnapshot[];
  start(job: UploadJob, signal?: AbortSignal): Promise<UploadResult>;
}

/** @param conversionFolder for files that are converted */
export function runAt(target: UploadTarget, conversionFolder = tmpdir()): Run {
  const saved: UploadJob[] = [];
  const snapshots: ProgressSnapshot[] = [];
  const context = {
    target,
    ledger: {
      save: async (job: UploadJob): Promise<void> => {
        saved.push(structuredClone(job));
        await Promise.resolve();
      },
      assertHeld: () => Promise.resolve(),
    },
    clock: new FakeClock(),
    log: silentLog,
    settleMilliseconds: 2_000,
    pollMilliseconds: 1_000,
    conversionFolder,
    onProgress: (snapshot: ProgressSnapshot): unknown => snapshots.push(snapshot),
  };
  const start = (job: UploadJob, signal = new AbortController().signal): Promise<UploadResult> =>
    runUpload(job, context, signal);
  return { context, saved, snapshots, start };
}
