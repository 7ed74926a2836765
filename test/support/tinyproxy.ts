import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, createServer as createNetServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { installOnDebian, mayInstallOnDebian } from '../../tools/common/debian';
import { ProcessGroup } from '../../tools/common/processes';

const executable = '/usr/bin/tinyproxy';

/** A real proxy, behind which every host below `domo.test` is one server on this machine. */
export interface TestProxy {
  readonly port: number;
  /** The hosts that it was asked for so far, such as `acme.domo.test:443`. */
  asked(): string[];
  close(): Promise<void>;
}

export interface TestProxyOptions {
  /** A folder of the test's own. */
  readonly folder: string;
  /** The port on this machine that the hosts lead to. */
  readonly targetPort: number;
  /** As `name password`. */
  readonly login?: string;
}

/** Whether there is a proxy to test with; where this process may, it is installed. */
export async function haveTinyproxy(): Promise<boolean> {
  if (!existsSync(executable) && mayInstallOnDebian()) await installOnDebian(['tinyproxy-bin']);
  const isThere = existsSync(executable);
  if (!isThere) console.log('Skipped: no tinyproxy. On Debian: apt-get install tinyproxy-bin');
  return isThere;
}

/** Starts tinyproxy, which asks a relay of ours for `domo.test`, as no name service knows that. */
export async function startTinyproxy(options: TestProxyOptions): Promise<TestProxy> {
  const relay = await startRelay(options.targetPort);
  const port = await freePort();
  const log = join(options.folder, `tinyproxy-${port}.log`);
  const filter = join(options.folder, 'blocked.txt');
  await writeFile(filter, '^blocked\\.domo\\.test$\n');
  const configuration = join(options.folder, `tinyproxy-${port}.conf`);
  const lines = [
    `Port ${port}`,
    ...['Listen 127.0.0.1', 'Timeout 20', 'MaxClients 50', `LogFile "${log}"`, 'LogLevel Connect'],
    ...[`Filter "${filter}"`, 'FilterExtended On'],
    `Upstream http 127.0.0.1:${relay.port} ".domo.test"`,
    ...(options.login ? [`BasicAuth ${options.login}`] : []),
  ];
  await writeFile(configuration, `${lines.join('\n')}\n`);
  const group = new ProcessGroup(executable, ['-d', '-c', configuration], { stdio: 'ignore' });
  await untilListening(port, group);
  return {
    port,
    asked: () =>
      Array.from(
        readFileSync(log, 'utf8').matchAll(/CONNECT (\S+) HTTP/g),
        ([, host = '']) => host,
      ),
    close: async () => {
      await group.stop();
      await relay.close();
    },
  };
}

/** Leads every CONNECT to one port, except to a host that is down. */
async function startRelay(targetPort: number): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connect', ({ url = '' }, client: Socket) => {
    sockets.add(client.on('error', () => client.destroy()));
    if (url.startsWith('down.')) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const target = connect(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => target.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, close };
}

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createNetServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(port: number, group: ProcessGroup): Promise<void> {
  const ended = group.ended.then(() => 'ended' as const);
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const opened = once(socket, 'connect').then(
      () => 'open' as const,
      () => 'closed' as const,
    );
    const state = await Promise.race([opened, ended]);
    socket.destroy();
    if (state === 'open') return;
    if (state === 'ended') throw new Error('tinyproxy ended before it could be reached.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
