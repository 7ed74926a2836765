import { createReadStream, mkdirSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { CommandError } from '../common/commandError';
import { sampleHeader } from './sampleFile';
import { startSink, type Sink } from './startSink';

/**
 * Uploads once to a sink that keeps what it gets, and compares every byte with the file.
 * @throws CommandError where the parts are not the file without its header
 */
export async function assertArrived(
  file: string,
  folder: string,
  upload: (sink: Sink) => Promise<unknown>,
): Promise<void> {
  const kept = join(folder, 'kept');
  mkdirSync(kept, { recursive: true });
  const sink = await startSink(folder, { keptIn: kept });
  await upload(sink);
  sink.stop();
  const numbers = readdirSync(kept)
    .map(Number)
    .sort((left, right) => left - right);
  const parts = createHash('sha256');
  for (const number of numbers)
    for await (const bytes of plain(join(kept, String(number)))) parts.update(bytes);
  const whole = createHash('sha256');
  for await (const bytes of createReadStream(file, { start: sampleHeader.length }))
    whole.update(bytes as Buffer);
  if (parts.digest('hex') !== whole.digest('hex'))
    throw new CommandError('What has arrived is not what was sent.');
}

async function* plain(path: string): AsyncGenerator<Buffer> {
  const stream = createReadStream(path);
  let source: AsyncIterable<Buffer> | undefined;
  for await (const bytes of createReadStream(path, { end: 1 })) {
    const isGzip = (bytes as Buffer)[0] === 0x1f && (bytes as Buffer)[1] === 0x8b;
    source = isGzip ? stream.pipe(createGunzip()) : stream;
  }
  if (source) yield* source;
}
