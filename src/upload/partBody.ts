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
 * The same part compressed, at zlib's fastest level and off the main thread. It is held in memory, as
 * its length must be known before it is sent. Declared as most clients of live instances do.
 */
export async function gzipBody(
  source: Source,
  cut: Cut,
  onBytes: (count: number) => void,
): Promise<StreamedBody> {
  const plain = await source.readWhole(cut.start, cut.end);
  const text = cut.addBreak ? Buffer.concat([plain, lineBreak]) : plain;
  const bytes = await compress(text, { level: constants.Z_BEST_SPEED, chunkSize: 1024 * 1024 });
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
  // undici asks for the next piece when the one before has left, so its buffer may be used again.
  for await (const piece of source.read(cut.start, cut.end, pieceBytes)) {
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
