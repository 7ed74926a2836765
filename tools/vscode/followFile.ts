import { closeSync, openSync, readSync } from 'node:fs';

const intervalMilliseconds = 100;

/** Copies what is appended to a new file to a stream, live, until `stop()`. */
export function followFile(
  path: string,
  target: NodeJS.WritableStream,
): { readonly path: string; stop(): void } {
  const descriptor = openSync(path, 'a+');
  const buffer = Buffer.alloc(64 * 1024);
  let position = 0;
  const copy = (): void => {
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, position);
      if (length === 0) return;
      position += length;
      // A copy: the stream may hold on to it.
      target.write(Buffer.from(buffer.subarray(0, length)));
    }
  };
  const timer = setInterval(copy, intervalMilliseconds);
  return {
    path,
    stop: () => {
      clearInterval(timer);
      copy();
      closeSync(descriptor);
    },
  };
}
