/** The text of a file, unpacked as it is read. */
export interface Contents {
  /** The name of the file itself, without that of its packing. */
  readonly name: string;
  /** To be read once. It closes the file when it ends, also before its time. */
  readonly bytes: AsyncGenerator<Uint8Array>;
  /** How much of the file has been read, from 0 to 1. */
  readonly share: () => number;
}
