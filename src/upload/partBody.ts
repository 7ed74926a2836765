import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { StreamedBody } from '../domo/transport';
import type { Cut } from './job';
import type { Source } from './source';

const lineBreak = Buffer.from('\n');
const compress = promisify(gzip);

/**
 * Bytes that are handed to a connection at once. The time-out for an answer begins anew with each piece:
 * small ones keep a slow link, on which a piece may take many seconds, from looking dead.
 */
const pieceBytes = 256 * 1024;

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
 * The same part compressed, at zlib's fastest level and off the main thread. It is held in memory, as
 * its length must be known before it is sent. Declared as most clients of live instances do.
 */
export async function gzipBody(
  source: Source,
  cut: Cut,
  onBytes: (count: number) => void,
): Promise<StreamedBody> {
  const blocks: Uint8Array[] = [];
  for await (const block of readPart(source, cut, () => undefined)) blocks.push(block);
  const bytes = await compress(Buffer.concat(blocks), {
    level: constants.Z_BEST_SPEED,
    chunkSize: 1024 * 1024,
  });
  return {
    contentType: 'text/csv',
    contentEncoding: 'gzip',
    length: bytes.length,
    open: () => compressedPart(bytes, cut.end - cut.start, onBytes),
  };
}

async function* readPart(
  source: Source,
  cut: Cut,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of inPieces(source.read(cut.start, cut.end))) {
    onBytes(piece.length);
    yield piece;
  }
  if (cut.addBreak) yield lineBreak;
}

/** Tells the bytes of the file that each compressed piece stands for, on average. */
async function* compressedPart(
  bytes: Uint8Array,
  fileBytes: number,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  let handedOn = 0;
  let told = 0;
  for await (const piece of inPieces([bytes])) {
    handedOn += piece.length;
    const reached = Math.round((fileBytes * handedOn) / bytes.length);
    onBytes(reached - told);
    told = reached;
    yield piece;
  }
}

async function* inPieces(
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const block of blocks)
    for (let start = 0; start < block.length; start += pieceBytes)
      yield block.subarray(start, start + pieceBytes);
}
