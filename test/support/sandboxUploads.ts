import { dirname, join } from 'node:path';
import { silentLog } from '../../src/base/log';
import type { UploadTargetOptions } from '../../src/domo/flows/uploadTarget';
import { type AllChoices, originalPath, type Upload } from '../../src/uploads/upload';
import {
  createUpload,
  inspect,
  runUpload,
  type UploadContext,
  type UploadResult,
} from '../../src/uploads/engine';
import type { DomoSandbox } from './domoSandbox';
import { hastyClock } from './hastyClock';

/** The sample stream that takes any columns; uploads replace what was there. */
export const openStreamId = 105;

export interface SandboxUpload {
  readonly upload: Upload;
  /** The upload as it was each time that it was saved. */
  readonly saved: Upload[];
  run(signal?: AbortSignal): Promise<UploadResult>;
}

/** The route of an upload, and the threads that cut its file. */
export type UploadSettings = Partial<UploadTargetOptions> & Pick<UploadContext, 'threads'>;

/** An upload of a file to the sandbox by the real client, ready to be run. */
export async function uploadTo(
  { client }: Pick<DomoSandbox, 'client'>,
  path: string,
  choices: Partial<AllChoices> = {},
  options: UploadSettings = {},
  columnNames?: readonly string[],
): Promise<SandboxUpload> {
  const columns = columnNames?.map((name) => ({ name, type: 'STRING' }));
  const inspection = await inspect(path, { transportType: 'API', columns });
  const upload = createUpload(inspection, {
    hasHeader: true,
    updateMethod: 'REPLACE',
    partSizeBytes: undefined,
    concurrency: 4,
    compression: 'none',
    retries: 4,
    ...choices,
  });
  return resumable(client, upload, options);
}

/** Goes on with an upload that was saved. */
export function resumable(
  client: DomoSandbox['client'],
  upload: Upload,
  options: UploadSettings = {},
): SandboxUpload {
  const saved: Upload[] = [];
  const { threads, ...target } = options;
  const context: UploadContext = {
    ...(threads && { threads }),
    target: client.uploadTarget({ streamId: openStreamId, route: 'auto', ...target }),
    ledger: {
      save: (state) => Promise.resolve(saved.push(structuredClone(state))).then(() => undefined),
      assertHeld: () => Promise.resolve(),
    },
    clock: hastyClock(),
    log: silentLog,
    settleMilliseconds: 5_000,
    pollMilliseconds: 1_000,
    conversionFolder: join(dirname(originalPath(upload)), 'converted'),
    onProgress: () => undefined,
  };
  const run = (signal = new AbortController().signal): Promise<UploadResult> =>
    runUpload(upload, context, signal);
  return { upload, saved, run };
}

/** CSV of about so many bytes, with quotes, commas, line breaks and several-byte characters. */
export function csvOf(bytes: number): string {
  const lines: string[] = [];
  for (let length = 0; length < bytes; length += lines.at(-1)?.length ?? 0) {
    const index = lines.length;
    lines.push(`${index},"Zoë, ""${index}""","line ${index}\nand €",${index % 7 ? '' : 'x'}\n`);
  }
  return lines.join('');
}
