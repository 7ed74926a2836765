import { clientOf } from './domoSandbox';
import { startRawServer } from './rawServer';

/** Makes servers and clients that are closed after each test of a block, failed or not. */
export function withServersAndClients(): {
  readonly server: typeof startRawServer;
  readonly client: typeof clientOf;
} {
  const open: { close(): Promise<void> }[] = [];
  const kept = <T extends { close(): Promise<void> }>(opened: T): T => {
    open.push(opened);
    return opened;
  };
  afterEach(async () => {
    // The last opened first: a server waits for what its clients hold.
    for (let item = open.pop(); item; item = open.pop()) await item.close();
  });
  return {
    server: async (listener) => kept(await startRawServer(listener)),
    client: (...options) => kept(clientOf(...options)),
  };
}
