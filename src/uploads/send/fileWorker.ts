import { parentPort, type MessagePort } from 'node:worker_threads';
import { convertFile } from '../formats/convert';
import { cutParts, type ReadBlock } from './cutter';
import { isUploadError } from '../errors';
import type { FileEnd, FileNews, FileReady, FileTask } from './fileThread';
import type { Upload } from '../upload';
import { Source } from './source';

type Tell = (message: FileReady | FileNews | FileEnd) => void;

/** This thread is stopped as a whole. */
const { signal: never } = new AbortController();

async function work(task: FileTask, tell: Tell): Promise<void> {
  try {
    if (task.type === 'cut') await cutAll(task.upload, tell);
    else await convert(task, tell);
    tell({ type: 'end' });
  } catch (error) {
    if (isUploadError(error)) {
      const { kind, text, place, decisions } = error;
      tell({ type: 'refusal', kind, text, place, decisions });
    } else
      tell({ type: 'failure', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Tells each cut as soon as it is found. */
async function cutAll(upload: Upload, tell: Tell): Promise<void> {
  const source = await Source.open(upload.source);
  try {
    const read: ReadBlock = (block, position) => source.readIntoNow(block, position);
    for await (const cut of cutParts(upload, read, never)) tell({ type: 'cut', cut });
  } finally {
    await source.close();
  }
}

async function convert(
  { convertible, path }: Extract<FileTask, { type: 'convert' }>,
  tell: Tell,
): Promise<void> {
  const onShare = (share: number): void => tell({ type: 'share', share });
  tell({ type: 'converted', version: await convertFile(convertible, path, onShare, never) });
}

/** Says that it is ready, and does one task after the other. */
function serve(port: MessagePort): void {
  const tell: Tell = (message) => port.postMessage(message);
  port.on('message', (task: FileTask) => void work(task, tell));
  tell({ type: 'ready' });
}

if (parentPort) serve(parentPort);
