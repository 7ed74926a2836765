import { promisify } from 'node:util';
import { finished } from 'node:stream/promises';
import { constants, createGzip, gzip } from 'node:zlib';
import { throwIfAborted } from '../../base/abort';
import type { StreamedBody } from '../../domo/http/transport';
import type { Cut } from '../upload';
import type { Source } from './source';

const lineBreak = Buffer.from('\n');
const compress = promisify(gzip);

/** Large, as each block is a trip to another thread. */
const compressedBlockBytes = 1024 * 1024;
const sampleBytes = 1024 * 1024;

/** Bytes of a compressed part that are handed to a connection at once. */
const pieceBytes = 512 * 1024;

/**
 * The body of one part, read from the file anew at each try: headerless CSV that ends with a line
 * break (live clients: a missing one may join two rows). A last record without one gets LF, which
 * Domo takes beside CRLF.
 * @param onBytes is told how many bytes of the file were handed on
 */
export function plainBody(
  source: Source,
  cut: Cut,
  onBytes: (count: number) => void,
): StreamedBody {
  return {
    contentType: 'text/csv',
    length: cut.end - cut.start + (cut.addBreak ? lineBreak.length : 0),
    open: () => readPart(source, cut, onBytes),
  };
}

/**
 * The same part compressed, at zlib's fastest level and off the main thread. Compressed it is held in
 * memory, as its length must be known before it is sent. Declared as most clients of live instances do.
 * @throws the reason of the aborted signal
 */
export async function gzipBody(
  source: Source,
  cut: Cut,
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<StreamedBody> {
  const bytes = await compressPart(source, cut, signal);
  return {
    contentType: 'text/csv',
    contentEncoding: 'gzip',
    length: bytes.length,
    open: () => compressedPart(bytes, cut.end - cut.start, onBytes),
  };
}

async function compressPart(source: Source, cut: Cut, signal: AbortSignal): Promise<Uint8Array> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED, chunkSize: compressedBlockBytes });
  const ended = finished(gzip);
  // Whoever waits for it is told; here it is only kept from counting as unhandled before.
  ended.catch(() => undefined);
  const blocks: Buffer[] = [];
  gzip.on('data', (block: Buffer) => blocks.push(block));
  // The next block is read when the one before is compressed, so its buffer may be used again.
  const write = (block: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) =>
      gzip.write(block, (error) => (error ? reject(error) : resolve())),
    );
  try {
    for await (const block of source.read(cut.start, cut.end)) {
      throwIfAborted(signal);
      await write(block);
    }
    gzip.end(cut.addBreak ? lineBreak : undefined);
    await ended;
    return Buffer.concat(blocks);
  } finally {
    gzip.destroy();
    await Promise.allSettled([ended]);
  }
}

/** What compressing the beginning of a part comes to. */
export async function sampleCompression(
  source: Source,
  { start, end }: Cut,
  now: () => number,
): Promise<{ plainBytes: number; compressedBytes: number; milliseconds: number }> {
  const plain = await source.readWhole(start, Math.min(end, start + sampleBytes));
  const begin = now();
  const compressed = await compress(plain, {
    level: constants.Z_BEST_SPEED,
    chunkSize: sampleBytes,
  });
  return {
    plainBytes: plain.length,
    compressedBytes: compressed.length,
    milliseconds: now() - begin,
  };
}

async function* readPart(
  source: Source,
  cut: Cut,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  // undici asks for the next piece when the one before has left, so its buffer may be used again.
  for await (const piece of source.read(cut.start, cut.end)) {
    onBytes(piece.length);
    yield piece;
  }
  if (cut.addBreak) yield lineBreak;
}

/** Tells the bytes of the file that each compressed piece stands for, on average. */
function* compressedPart(
  bytes: Uint8Array,
  fileBytes: number,
  onBytes: (count: number) => void,
): Generator<Uint8Array> {
  let told = 0;
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const piece = bytes.subarray(start, start + pieceBytes);
    const reached = Math.round((fileBytes * (start + piece.length)) / bytes.length);
    onBytes(reached - told);
    told = reached;
    yield piece;
  }
}
