import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server of a few lines, for what the sandbox does not do. */
export interface RawServer {
  readonly url: string;
  readonly sockets: readonly Socket[];
  readonly server: Server;
  close(): Promise<void>;
}

export async function startRawServer(listener: RequestListener): Promise<RawServer> {
  const sockets: Socket[] = [];
  const server = createServer(listener).on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, sockets, server, close };
}
