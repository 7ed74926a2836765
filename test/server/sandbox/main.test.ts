import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

describe('sandbox: bundle', () => {
  let folder: string;
  let bundle: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-bundle-'));
    bundle = join(folder, 'sandbox.js');
    await build({
      entryPoints: ['src/sandbox/main.ts'],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
    });
  });
  after(() => rm(folder, { recursive: true }));

  it('prints one line of JSON, and stops at SIGTERM', async () => {
    const child = spawn(process.execPath, [bundle, '--token', 'secret']);
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (piece: Buffer) => resolve(piece.toString())),
    );
    const { url, token } = JSON.parse(line) as { url: string; token: string };
    assert.equal(token, 'secret');
    const headers = { 'X-DOMO-Developer-Token': token };
    assert.equal((await fetch(`${url}/api/data/v1/streams/101`, { headers })).status, 200);
    child.kill('SIGTERM');
    assert.equal(await new Promise((resolve) => child.once('exit', resolve)), 0);
  });

  it('leaves with 2 and one line for a flag that it does not know', async () => {
    const child = spawn(process.execPath, [bundle, '--bogus']);
    let text = '';
    child.stderr.on('data', (piece: Buffer) => (text += piece.toString()));
    assert.equal(await new Promise((resolve) => child.once('close', resolve)), 2);
    assert.match(text, /^[^\n]*--bogus[^\n]*\n$/);
  });

  it('runs in a worker thread until it is told to close', async () => {
    const worker = new Worker(bundle, { workerData: { token: 'secret', sparse: true } });
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    const { url, token } = await firstMessage<{ url: string; token: string }>(worker);
    const headers = { 'X-DOMO-Developer-Token': token };
    assert.equal((await fetch(`${url}/api/data/v1/streams`, { headers })).status, 200);
    worker.postMessage('close');
    assert.equal(await exited, 0);
  });

  it('says in a worker thread what is wrong, and ends', async () => {
    const worker = new Worker(bundle, { workerData: { port: 'x' } });
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    const { error } = await firstMessage<{ error: string }>(worker);
    assert.match(error, /port must be/);
    assert.equal(await exited, 0);
  });
});

function firstMessage<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
}
