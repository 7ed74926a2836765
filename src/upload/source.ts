import { readSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { text } from '../base/text';
import { UploadError } from './errors';

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
  const now = await readVersion(version.path);
  if (now.size !== version.size || now.modifiedMilliseconds !== version.modifiedMilliseconds)
    throw changed(version.path);
}

/** An open file, read in ranges by several readers at once. */
export class Source {
  private constructor(
    readonly version: SourceVersion,
    private readonly handle: FileHandle,
  ) {}

  /** @throws UploadError `fileNotFound`, `fileUnreadable` */
  static async open(version: SourceVersion): Promise<Source> {
    const handle = await open(version.path, 'r').catch((error: unknown) => {
      throw fileError(error, version.path);
    });
    return new Source(version, handle);
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
   * The bytes from `start` up to `end`, through two buffers in turns: a block holds until the second
   * one after it is asked for. Buffers that are used again spare the memory and its collection.
   * @throws UploadError `sourceChanged` where the file has become shorter
   */
  async *read(start: number, end: number, blockBytes: number): AsyncGenerator<Uint8Array> {
    const length = Math.min(blockBytes, end - start);
    let [block, other] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
    for (let position = start; position < end; [block, other] = [other, block]) {
      const wanted = Math.min(length, end - position);
      const bytesRead = await this.readInto(block.subarray(0, wanted), position);
      position += bytesRead;
      yield block.subarray(0, bytesRead);
    }
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
