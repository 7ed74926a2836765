import { systemClock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { openDomoClient, type DomoClient } from '../../../src/domo/client';
import type { StreamQuery } from '../../../src/domo/api/model';
import type { SandboxOptions } from '../../../src/sandbox/options';
import type { Connection } from '../../../src/connections/connection';
import { NodeFactory } from '../../../src/streams/nodeFactory';
import type { ConnectionNode, StreamsTreeNode } from '../../../src/streams/nodes';
import { TestSandbox } from '../../server/sandbox/support';

/** The tree's nodes over a sandbox, without the tree. */
export interface TreeNodes {
  readonly sandbox: TestSandbox;
  readonly client: DomoClient;
  readonly clients: { get: () => Promise<DomoClient> };
  readonly factory: NodeFactory;
  readonly connection: Connection;
  readonly node: ConnectionNode;
  /** What changed, in order. */
  readonly told: StreamsTreeNode[];
  readonly tell: (nodes: readonly StreamsTreeNode[]) => void;
  /** What the server was asked of streams. */
  asked(): Promise<string[]>;
  forgetAsked(): Promise<unknown>;
  close(): Promise<void>;
}

export async function startTreeNodes(
  options: SandboxOptions = {},
  query?: StreamQuery,
): Promise<TreeNodes> {
  const sandbox = await TestSandbox.start(options);
  const { url, token } = sandbox.sandbox;
  const client = openDomoClient(
    { kind: 'instance', token },
    {
      origin: url,
      readOnly: false,
      timeoutSeconds: 10,
      connections: 4,
      proxy: { url: undefined, noProxy: [], off: true, strictSsl: true },
      clock: systemClock,
      log: silentLog,
    },
  );
  const clients = { get: () => Promise.resolve(client) };
  const told: StreamsTreeNode[] = [];
  const tell = (nodes: readonly StreamsTreeNode[]): void => void told.push(...nodes);
  const factory = new NodeFactory(clients, silentLog, () => 10, tell);
  const connection = { id: 'one', name: 'One', url, readOnly: false };
  const node = factory.connection(connection, query);
  return {
    ...{ sandbox, client, clients, factory, connection, node, told, tell },
    asked: async () =>
      (await sandbox.get('/sandbox/requests'))
        .json<{ path: string }[]>()
        .map(({ path }) => path)
        .filter((path) => path.includes('/streams')),
    forgetAsked: () => sandbox.call('DELETE', '/sandbox/requests'),
    close: async () => {
      factory.dispose();
      await client.close();
      await sandbox.close();
    },
  };
}
