import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { parseCommandLine } from './commandLine';
import { messageOf } from './json';
import { parseOptions } from './options';
import { writeSampleWorkspace } from './sampleWorkspace';
import { startSandbox } from './server';

/** The sandbox from the shell: one line of JSON on stdout, then it runs until it is told to stop. */
async function runFromShell(): Promise<void> {
  const options = await parseCommandLine(process.argv.slice(2)).catch((error: unknown) =>
    leave(2, error),
  );
  const sandbox = await startSandbox(options).catch((error: unknown) => leave(1, error));
  const stop = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => leave(1, error),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(`${JSON.stringify({ url: sandbox.url, token: sandbox.token })}\n`);
}

/**
 * The sandbox in a worker thread: it says where it is, or what is wrong, and closes when told to. A
 * `sampleFolder` gets sample files to upload, whose paths it says too.
 */
async function runInWorker(port: MessagePort): Promise<void> {
  try {
    const { sampleFolder, ...options } = workerData as { sampleFolder?: string };
    const sandbox = await startSandbox(parseOptions(options));
    const samples = sampleFolder === undefined ? [] : await writeSampleWorkspace(sampleFolder);
    port.on('message', (message: unknown) => {
      if (message !== 'close') return;
      sandbox.close().then(
        () => port.close(),
        (error: unknown) => {
          port.postMessage({ error: messageOf(error) });
          port.close();
        },
      );
    });
    port.postMessage({ url: sandbox.url, token: sandbox.token, samples });
  } catch (error) {
    port.postMessage({ error: messageOf(error) });
  }
}

function leave(code: number, error: unknown): never {
  const line = messageOf(error).split('\n', 1)[0] ?? '';
  process.stderr.write(`${line}\n`);
  process.exit(code);
}

if (isMainThread) void runFromShell();
else if (parentPort) void runInWorker(parentPort);
