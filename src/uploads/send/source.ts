import fs, { readSync, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Limiter } from '../../base/limit';
import { text } from '../../base/text';
import { UploadError } from '../errors';

/** A file as it was when it was looked at: an upload goes on only while this stays true. */
export interface SourceVersion {
  readonly path: string;
  readonly size: number;
  readonly modifiedMilliseconds: number;
}

const sampleBytes = 1024 * 1024;

/** @throws UploadError `fileNotFound`, `fileUnreadable`, `fileEmpty` */
export async function readVersion(path: string): Promise<SourceVersion> {
  const stats = await stat(path).catch((error: unknown) => {
    throw fileError(error, path);
  });
  if (!stats.isFile()) throw new UploadError('fileUnreadable', text('{0} is not a file.', path));
  if (stats.size === 0)
    throw new UploadError('fileEmpty', text('{0} is empty: there are no rows to upload.', path));
  return { path, size: stats.size, modifiedMilliseconds: stats.mtimeMs };
}

/** @throws UploadError `sourceChanged` where the file is no longer the one that was looked at */
export async function assertUnchanged(version: SourceVersion): Promise<void> {
  const { size, modifiedMilliseconds } = await readVersion(version.path);
  assertSame({ size, mtimeMs: modifiedMilliseconds }, version);
}

/**
 * Opens the very file that was looked at: the one at the path may be another one by now.
 * @throws UploadError `fileNotFound`, `fileUnreadable`, `sourceChanged`
 */
export async function openVersion(version: SourceVersion): Promise<FileHandle> {
  const handle = await open(version.path, 'r').catch((error: unknown) => {
    throw fileError(error, version.path);
  });
  try {
    assertSame(await handle.stat(), version);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The same as a descriptor, which the caller has to close. */
export async function openDescriptor(version: SourceVersion): Promise<number> {
  const descriptor = await promisify(fs.open)(version.path, 'r').catch((error: unknown) => {
    throw fileError(error, version.path);
  });
  try {
    assertSame(await promisify(fs.fstat)(descriptor), version);
    return descriptor;
  } catch (error) {
    fs.closeSync(descriptor);
    throw error;
  }
}

function assertSame(
  { size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>,
  version: SourceVersion,
): void {
  if (size !== version.size || mtimeMs !== version.modifiedMilliseconds)
    throw changed(version.path);
}

/**
 * Bytes that are handed to a connection at once. The time-out for an answer begins anew with each piece:
 * small ones keep a slow link, on which a piece may take many seconds, from looking dead.
 */
const smallPieceBytes = 512 * 1024;
const largePieceBytes = 2 * 1024 * 1024;
const quickMilliseconds = 100;
/** A socket may ask for more before it has sent a smaller piece, which so has a buffer of its own. */
const smallestSharedBytes = 128 * 1024;

/** An open file, read in ranges by several readers at once. */
export class Source {
  readonly #reading = new Limiter(1);
  readonly #spare: ArrayBuffer[] = [];

  private constructor(
    readonly version: SourceVersion,
    private readonly handle: FileHandle,
  ) {}

  /** @throws UploadError `fileNotFound`, `fileUnreadable`, `sourceChanged` */
  static async open(version: SourceVersion): Promise<Source> {
    return new Source(version, await openVersion(version));
  }

  /**
   * Makes sure that what was read is the file at the path, as it was looked at.
   * @throws UploadError `sourceChanged`, `fileNotFound`
   */
  async assertUnchanged(): Promise<void> {
    await assertUnchanged(this.version);
    assertSame(await this.handle.stat(), this.version);
    const [read, atPath] = await Promise.all([
      this.handle.stat({ bigint: true }),
      stat(this.version.path, { bigint: true }),
    ]);
    if (read.ino !== atPath.ino || read.dev !== atPath.dev) throw changed(this.version.path);
  }

  /** The first bytes of the file. */
  async sample(): Promise<Uint8Array> {
    const bytes = Buffer.alloc(Math.min(sampleBytes, this.version.size));
    const { bytesRead } = await this.handle.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  }

  /**
   * Reads at most `block.length` bytes at `position`, and at least one.
   * @throws UploadError `sourceChanged` where the file ends before
   */
  async readInto(block: Uint8Array, position: number): Promise<number> {
    const { bytesRead } = await this.handle.read(block, 0, block.length, position);
    return this.#assertSome(bytesRead);
  }

  /** The same, with the thread waiting: the bytes are still in its cache when it looks at them. */
  readIntoNow(block: Uint8Array, position: number): number {
    return this.#assertSome(readSync(this.handle.fd, block, 0, block.length, position));
  }

  /**
   * The bytes from `start` up to `end`, in pieces, of which one is read ahead. One holds until the next is
   * asked for: then its buffer is used again, for any range, while it is still in the processor's cache.
   * As long as pieces are taken quickly they are large, which costs least.
   * @throws UploadError `sourceChanged` where the file has become shorter
   */
  async *read(start: number, end: number): AsyncGenerator<Uint8Array> {
    let length = smallPieceBytes;
    let reading = this.#readAhead(start, Math.min(length, end - start));
    for (let position = start; position < end;) {
      const piece = await reading;
      position += piece.length;
      if (position < end) reading = this.#readAhead(position, Math.min(length, end - position));
      const given = performance.now();
      yield piece;
      const isQuick = performance.now() - given < quickMilliseconds;
      length = isQuick ? largePieceBytes : smallPieceBytes;
      const isShared = piece.buffer.byteLength === largePieceBytes;
      if (isShared && piece.length >= smallestSharedBytes) this.#spare.push(piece.buffer);
    }
  }

  /** One reader after the other: then few buffers are in use. */
  #readAhead(position: number, wanted: number): Promise<Uint8Array<ArrayBuffer>> {
    const reading = this.#reading.run(() => this.#readPiece(position, wanted));
    // Whoever asks for the piece is told; where nobody asks any more, nobody need be.
    reading.catch(() => undefined);
    return reading;
  }

  async #readPiece(position: number, wanted: number): Promise<Uint8Array<ArrayBuffer>> {
    const isShared = wanted >= smallestSharedBytes;
    const buffer = isShared
      ? (this.#spare.pop() ?? new ArrayBuffer(largePieceBytes))
      : new ArrayBuffer(wanted);
    const bytesRead = await this.readInto(new Uint8Array(buffer, 0, wanted), position);
    return new Uint8Array(buffer, 0, bytesRead);
  }

  /** The bytes from `start` up to `end` at once. @throws UploadError `sourceChanged` */
  async readWhole(start: number, end: number): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafeSlow(end - start);
    for (let filled = 0; filled < bytes.length;)
      filled += await this.readInto(bytes.subarray(filled), start + filled);
    return bytes;
  }

  #assertSome(bytesRead: number): number {
    if (bytesRead === 0) throw changed(this.version.path);
    return bytesRead;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function changed(path: string): UploadError {
  return new UploadError(
    'sourceChanged',
    text('{0} changed while it was uploaded. Upload it again.', path),
  );
}

function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new UploadError('fileNotFound', text('There is no file {0}.', path), undefined, {
      cause: error,
    });
  if (code === 'EACCES' || code === 'EPERM')
    return new UploadError(
      'fileUnreadable',
      text('{0} can’t be read: permission denied.', path),
      undefined,
      { cause: error },
    );
  // What the system says of any other path, such as a link that leads round to itself.
  if (typeof code === 'string')
    return new UploadError(
      'fileUnreadable',
      text('{0} can’t be read ({1}).', path, code),
      undefined,
      {
        cause: error,
      },
    );
  return error;
}
