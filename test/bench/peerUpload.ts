// Uploads a file with another client, as its documentation shows, and prints what that took as JSON.
// Usage: node peerUpload.js lib-storage|tus URL FILE PACKAGE_JSON
import { createReadStream, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ResourceMeter } from './resources';

const partBytes = 8 * 1024 * 1024;
const connections = 4;

interface S3 {
  readonly S3Client: new (options: object) => object;
}
interface LibStorage {
  readonly Upload: new (options: object) => { done(): Promise<unknown> };
}
interface Tus {
  readonly Upload: new (body: NodeJS.ReadableStream, options: object) => { start(): void };
}

type Send = (url: string, file: string, load: NodeJS.Require) => Promise<unknown>;

const clients: Record<string, Send> = {
  'lib-storage': (url, file, load) => {
    const { S3Client } = load('@aws-sdk/client-s3') as S3;
    const { Upload } = load('@aws-sdk/lib-storage') as LibStorage;
    const client = new S3Client({
      endpoint: `${url}/s3`,
      region: 'none',
      forcePathStyle: true,
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    const params = { Bucket: 'bucket', Key: 'key', Body: createReadStream(file) };
    return new Upload({ client, params, partSize: partBytes, queueSize: connections }).done();
  },
  tus: (url, file, load) => {
    const { Upload } = load('tus-js-client') as Tus;
    return new Promise((resolve, reject) => {
      new Upload(createReadStream(file), {
        endpoint: `${url}/tus`,
        uploadSize: statSync(file).size,
        chunkSize: partBytes,
        onSuccess: resolve,
        onError: reject,
      }).start();
    });
  },
};

async function main(): Promise<void> {
  const [name = '', url = '', file = '', packageFile = ''] = process.argv.slice(2);
  const send = clients[name];
  if (!send) throw new Error(`There is no client ${name}.`);
  const load = createRequire(packageFile);
  const meter = new ResourceMeter();
  await send(url, file, load);
  console.log(JSON.stringify(meter.stop()));
  process.exit();
}

void main();
