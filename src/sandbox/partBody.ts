import { open, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RequestError } from './answer';
import { CsvCounter, type CsvFacts } from './csv';
import { messageOf } from './json';

/** Bytes that are collected before the disk is asked; keeps the number of writes small. */
const batchBytes = 1024 * 1024;
const batchPieces = 256;

const acceptedTypes = [
  'text/csv',
  'application/gzip',
  'application/octet-stream',
  'text/plain',
  '',
];

/** How many bytes of a request were received; the request log wants to know. */
export interface ReceivedBytes {
  receivedBytes: number;
}

/**
 * Writes a part's body to a file as it arrives, inflated, and counts its rows on the way. A body that
 * breaks off rejects. A body with wrong CSV is read to its end, as an answer before that would reach
 * hardly any client; `problem` then says what is wrong.
 */
export async function writePart(
  request: IncomingMessage,
  file: string,
  expectedColumns: number | undefined,
  received: ReceivedBytes,
): Promise<CsvFacts> {
  const counter = new CsvCounter(expectedColumns);
  const handle = await open(file, 'wx');
  try {
    const writer = new BatchWriter(handle);
    for await (const piece of inflated(request, received)) {
      if (counter.failed) continue;
      counter.push(piece);
      await writer.write(piece);
    }
    await writer.flush();
  } finally {
    await handle.close();
  }
  return counter.end();
}

/**
 * Two of the three ways in which clients send gzip: `Content-Encoding: gzip` and
 * `Content-Type: application/gzip`. The third, undeclared, is taken for what it says it is.
 */
function inflated(request: IncomingMessage, received: ReceivedBytes): AsyncIterable<Buffer> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (!acceptedTypes.includes(type))
    throw new RequestError(415, `A part is text/csv or application/gzip, not ${type}.`);
  if (encoding !== 'gzip' && encoding !== 'identity')
    throw new RequestError(415, `Content-Encoding ${encoding} is not supported.`);
  const body = counted(request, received);
  return encoding === 'gzip' || type === 'application/gzip' ? gunzip(request, body) : body;
}

async function* counted(body: Readable, received: ReceivedBytes): AsyncGenerator<Buffer> {
  for await (const piece of body as AsyncIterable<Buffer>) {
    received.receivedBytes += piece.length;
    yield piece;
  }
}

/**
 * Not `stream.pipeline`: it would destroy the request, and with it the socket, where the data is not
 * gzip, and the client would see a broken connection in place of a 400.
 */
async function* gunzip(
  request: IncomingMessage,
  body: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const inflate = createGunzip({ chunkSize: 256 * 1024 });
  const feeding = feed(body, inflate);
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) yield piece;
  } catch (error) {
    if (request.destroyed && !request.complete) throw error;
    throw new RequestError(400, `The part is not valid gzip: ${messageOf(error)}`);
  } finally {
    inflate.destroy();
    await feeding;
  }
}

/** Goes on reading where the inflater has given up, so that the connection stays usable. */
async function feed(
  body: AsyncIterable<Buffer>,
  inflate: ReturnType<typeof createGunzip>,
): Promise<void> {
  try {
    for await (const piece of body)
      if (!inflate.destroyed && !inflate.write(piece)) await drained(inflate);
    inflate.end();
  } catch (error) {
    inflate.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function drained(inflate: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      inflate.off('drain', settle).off('close', settle);
      resolve();
    };
    inflate.on('drain', settle).on('close', settle);
  });
}

/** Hands pieces to the disk in batches. */
class BatchWriter {
  readonly #handle: FileHandle;
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(piece: Buffer): Promise<void> {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes >= batchBytes || this.#pieces.length >= batchPieces) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#bytes === 0) return;
    const [pieces, bytes] = [this.#pieces, this.#bytes];
    this.#pieces = [];
    this.#bytes = 0;
    const { bytesWritten } = await this.#handle.writev(pieces);
    if (bytesWritten !== bytes) throw new Error('The disk of the sandbox is full.');
  }
}
