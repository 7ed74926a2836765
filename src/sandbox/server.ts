import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { errorAnswer } from './answer';
import { createExchange } from './exchange';
import { executionRoutes } from './executionRoutes';
import { codeOf } from './json';
import { settingsOf, type SandboxOptions } from './options';
import { sandboxRoutes } from './sandboxRoutes';
import { openStores, type Stores } from './stores';
import { streamRoutes } from './streamRoutes';
import { uploadRoutes } from './uploadRoutes';

/** A running sandbox. */
export interface Sandbox {
  /** The origin, e.g. `http://127.0.0.1:40123`; it speaks to this machine only. */
  readonly url: string;
  /** What `X-DOMO-Developer-Token` has to be. */
  readonly token: string;
  /** Breaks connections, stops timers, writes the state, and removes a temporary folder. */
  close(): Promise<void>;
}

/**
 * Starts a server that speaks Domo's Streams API at `/api/data/v1`. Rejects with one plain sentence
 * where the port is taken, the data folder can't be used, or its state file is damaged.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settingsOf(options);
  const temporary = options.data === undefined;
  const folder = options.data === undefined ? temporaryFolder() : resolve(options.data);
  const removeTemporary = (): void => {
    if (temporary) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const stores = await openStores(folder, settings, options.faults ?? [], !temporary);
    const serving = await listen(stores, settings.port);
    const close = async (): Promise<void> => {
      await serving.close();
      await stores.close();
      removeTemporary();
    };
    return { url: serving.url, token: settings.token, close: once(close) };
  } catch (error) {
    removeTemporary();
    throw error;
  }
}

async function listen(
  { services }: Stores,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const closing = new AbortController();
  const routes = [streamRoutes, executionRoutes, uploadRoutes, sandboxRoutes].flatMap((routesOf) =>
    routesOf(services),
  );
  const exchange = createExchange(services, routes, closing.signal);
  const underWay = new Set<Promise<void>>();
  // A slow upload is not a mistake: no time limit for a whole request.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    const running = exchange(request, response).finally(() => underWay.delete(running));
    underWay.add(running);
  });
  answerBrokenRequests(server);
  await bind(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    closing.abort();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await Promise.all(underWay);
  };
  return { url: `http://127.0.0.1:${actualPort}`, close };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const taken = codeOf(error) === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} is in use.`, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** What is not even HTTP gets the JSON error form too. */
function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error, socket) => {
    if (!socket.writable || codeOf(error) === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const { body } = errorAnswer(400, `The request is not valid HTTP: ${error.message}`, '');
    const head = 'HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nconnection: close';
    socket.end(`${head}\r\n\r\n${typeof body === 'string' ? body : ''}`);
  });
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'domo-sandbox-'));
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
