/** As much of it as is used. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  export interface Entry {
    readonly fileName: string;
    readonly uncompressedSize: number;
    readonly crc32: number;
    readonly externalFileAttributes: number;
    canDecodeFileData(): boolean;
    isEncrypted(): boolean;
  }

  export interface ZipFile {
    close(): void;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
  }

  /** The descriptor is closed with the archive. */
  export function fromFdPromise(
    descriptor: number,
    options: { readonly autoClose: boolean },
  ): Promise<ZipFile>;
}
