import { tmpdir } from 'node:os';
import { silentLog } from '../../src/base/log';
import type { AllChoices, Upload } from '../../src/uploads/upload';
import type { ProgressSnapshot } from '../../src/uploads/send/progress';
import type { UploadTarget } from '../../src/uploads/send/target';
import {
  createUpload,
  inspect,
  runUpload,
  type UploadContext,
  type UploadResult,
} from '../../src/uploads/engine';
import { FakeClock } from './fakeClock';

/** An upload for a file, with small parts and no waiting unless the test says otherwise. */
export async function uploadFor(path: string, choices: Partial<AllChoices> = {}): Promise<Upload> {
  const inspection = await inspect(path, { transportType: 'API', columns: undefined });
  return createUpload(inspection, {
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
  /** The upload as it was each time that it was saved. */
  readonly saved: Upload[];
  readonly snapshots: ProgressSnapshot[];
  start(upload: Upload, signal?: AbortSignal): Promise<UploadResult>;
}

/** @param conversionFolder for files that are converted */
export function runAt(target: UploadTarget, conversionFolder = tmpdir()): Run {
  const saved: Upload[] = [];
  const snapshots: ProgressSnapshot[] = [];
  const context = {
    target,
    ledger: {
      save: async (upload: Upload): Promise<void> => {
        saved.push(structuredClone(upload));
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
  const start = (upload: Upload, signal = new AbortController().signal): Promise<UploadResult> =>
    runUpload(upload, context, signal);
  return { context, saved, snapshots, start };
}
