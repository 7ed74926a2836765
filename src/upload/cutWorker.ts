import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { isUploadError } from './errors';
import type { CutMessage } from './cutMessages';
import { cutParts, type ReadBlock } from './cutter';
import type { UploadJob } from './job';
import { Source } from './source';

/** Cuts a file in a thread of its own, and tells each cut as soon as it is found. */
async function cutAll(port: MessagePort, job: UploadJob): Promise<void> {
  const tell = (message: CutMessage): void => port.postMessage(message);
  try {
    const source = await Source.open(job.source);
    const read: ReadBlock = (block, position) => source.readIntoNow(block, position);
    for await (const cut of cutParts(job, read, new AbortController().signal))
      tell({ type: 'cut', cut });
    await source.close();
    tell({ type: 'end' });
  } catch (error) {
    if (isUploadError(error))
      tell({ type: 'refusal', kind: error.kind, text: error.text, place: error.place });
    else tell({ type: 'failure', reason: error instanceof Error ? error.message : String(error) });
  }
}

if (parentPort) void cutAll(parentPort, workerData as UploadJob);
