// Uploads a file with another client, as its documentation shows, and prints what that took as JSON.
// Usage: node peerUpload.js lib-storage|tus|script URL FILE PACKAGE_JSON
import { createReadStream, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { createScanner } from '../../src/uploads/csv/simdScanner';
import type { Row } from './report';
import { ResourceMeter, untilAtRest } from './resources';

const partBytes = 8 * 1024 * 1024;
const connections = 4;
const linesPerPart = 100_000;

interface S3 {
  readonly S3Client: new (options: object) => object;
}
interface LibStorage {
  readonly Upload: new (options: object) => { done(): Promise<unknown> };
}
interface Tus {
  readonly Upload: new (body: NodeJS.ReadableStream, options: object) => { start(): void };
}

/** Resolves with what is to be said of it beside the resources. */
type Send = (url: string, file: string) => Promise<() => Promise<Row>>;

const nothingToSay = (): Promise<Row> => Promise.resolve({});

/** Each loads its library, which is not counted. */
const clients: Record<string, (load: NodeJS.Require) => Send> = {
  'lib-storage': (load) => {
    const { S3Client } = load('@aws-sdk/client-s3') as S3;
    const { Upload } = load('@aws-sdk/lib-storage') as LibStorage;
    return (url, file) => sendByS3(S3Client, Upload, url, file);
  },
  tus: (load) => {
    const { Upload } = load('tus-js-client') as Tus;
    return (url, file) => sendByTus(Upload, url, file);
  },
  script: () => sendByLines,
};

async function sendByS3(
  S3Client: S3['S3Client'],
  Upload: LibStorage['Upload'],
  url: string,
  file: string,
): ReturnType<Send> {
  const client = new S3Client({
    endpoint: `${url}/s3`,
    region: 'none',
    forcePathStyle: true,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const params = { Bucket: 'bucket', Key: 'key', Body: createReadStream(file) };
  await new Upload({ client, params, partSize: partBytes, queueSize: connections }).done();
  return nothingToSay;
}

async function sendByTus(Upload: Tus['Upload'], url: string, file: string): ReturnType<Send> {
  await new Promise((resolve, reject) => {
    new Upload(createReadStream(file), {
      endpoint: `${url}/tus`,
      uploadSize: statSync(file).size,
      chunkSize: partBytes,
      onSuccess: resolve,
      onError: reject,
    }).start();
  });
  return nothingToSay;
}

/** What scripts do: so many lines make a part, and one part is sent after the other. */
async function sendByLines(url: string, file: string): Promise<() => Promise<Row>> {
  const cuts: number[] = [];
  let lines: string[] = [];
  let end = 0;
  const send = async (): Promise<void> => {
    const body = lines.join('');
    lines = [];
    end += Buffer.byteLength(body);
    cuts.push(end);
    const path = `${url}/api/data/v1/streams/1/data/1/parts/${cuts.length}`;
    await fetch(path, { method: 'PUT', headers: { 'content-type': 'text/csv' }, body });
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    lines.push(`${line}\n`);
    if (lines.length === linesPerPart) await send();
  }
  if (lines.length > 0) await send();
  return async () => ({ parts: cuts.length, rowsCutInTwo: await countBroken(file, cuts) });
}

/** How many of the cuts lie inside of a record. */
async function countBroken(file: string, cuts: readonly number[]): Promise<number> {
  const scanner = createScanner({ offset: 0, line: 1 });
  let broken = 0;
  let [next, ...later] = cuts;
  for await (const block of createReadStream(file) as AsyncIterable<Uint8Array>)
    for (let index = 0; index < block.length && next !== undefined;) {
      index = scanner.scan(block, index, next);
      if (scanner.boundary < next) continue;
      if (scanner.boundary > next) broken += 1;
      [next, ...later] = later;
    }
  return broken;
}

async function main(): Promise<void> {
  const [name = '', url = '', file = '', packageFile = ''] = process.argv.slice(2);
  const send = clients[name]?.(createRequire(packageFile));
  if (!send) throw new Error(`There is no client ${name}.`);
  await untilAtRest();
  const meter = new ResourceMeter();
  const rest = await send(url, file);
  const resources = meter.stop();
  console.log(JSON.stringify({ ...resources, ...(await rest()) }));
  process.exit();
}

void main();
