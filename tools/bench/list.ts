import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../src/base/clock';
import { silentLog } from '../../src/base/log';
import { openDomoClient, type DomoClient } from '../../src/domo/client';
import type { JsonValue } from '../../src/base/json';
import { readStreams } from '../../src/domo/api/schemas';
import { NodeFactory } from '../../src/streams/nodeFactory';
import type { ConnectionNode } from '../../src/streams/nodes';
import { startSandbox } from '../start/sandboxProcess';
import { median, secondsOf, type Row } from './report';

const streamCount = 100_000;
const pageSize = 500;
/** As many as the setting has by default. */
const treePageSize = 100;
const refreshedRows = 10_000;

/** Requests, time and memory of lists and of the tree over them, and what reading costs beside `JSON.parse`. */
export async function benchList({ rounds }: { rounds: number }): Promise<Row[]> {
  const sandbox = await startSandbox(['--streams', String(streamCount)]);
  try {
    const client = openDomoClient(
      { kind: 'instance', token: sandbox.token },
      {
        origin: sandbox.url,
        readOnly: true,
        timeoutSeconds: 60,
        connections: 4,
        proxy: { strictSsl: true },
        clock: systemClock,
        log: silentLog,
      },
    );
    const counted = new CountedClient(client);
    const rows = [
      ...(await treeRows(counted, rounds)),
      await allStreams(counted),
      ...(await readingTimes(client, rounds)),
    ];
    await client.close();
    return rows;
  } finally {
    await sandbox.close();
  }
}

/** Counts the pages that are asked for; each is one request. */
class CountedClient {
  requests = 0;
  readonly client: DomoClient;

  constructor(client: DomoClient) {
    this.client = {
      ...client,
      readStreamPage: (page, options) => {
        this.requests += 1;
        return client.readStreamPage(page, options);
      },
    };
  }

  /** One row of the result. */
  async measure(what: string, task: () => Promise<unknown>): Promise<Row> {
    const [requests, before] = [this.requests, usedMegabytes()];
    const seconds = await secondsOf(task);
    const heapMegabytes = usedMegabytes() - before;
    return { what, requests: this.requests - requests, seconds, heapMegabytes };
  }
}

/** The tree's own nodes: what they load, and what they keep of it. */
async function treeRows(counted: CountedClient, rounds: number): Promise<Row[]> {
  const { factory, node } = treeOver(counted.client);
  const loadTo = async (count: number): Promise<void> => {
    while (node.streams.hasMore && node.streams.items.length < count) await node.streams.loadMore();
  };
  const rows = [await counted.measure('tree: first page', () => node.streams.load())];
  rows.push(
    await counted.measure(`tree: ${refreshedRows} rows, page by page`, () => loadTo(refreshedRows)),
  );
  const seconds: number[] = [];
  const requests = counted.requests;
  for (let round = 0; round < rounds; round += 1) {
    factory.invalidate(node);
    seconds.push(await secondsOf(() => node.streams.load()));
  }
  rows.push({
    what: `tree: refresh of ${refreshedRows} rows`,
    requests: (counted.requests - requests) / rounds,
    seconds: median(seconds),
  });
  rows.push(await counted.measure('tree: all the others too', () => loadTo(streamCount * 2)));
  factory.dispose();
  return rows;
}

function treeOver(client: DomoClient): { factory: NodeFactory; node: ConnectionNode } {
  const clients = { get: () => Promise.resolve(client) };
  const factory = new NodeFactory(
    clients,
    silentLog,
    () => treePageSize,
    () => undefined,
  );
  const connection = { id: 'bench', name: 'Bench', url: 'http://127.0.0.1', readOnly: true };
  return { factory, node: factory.connection(connection) };
}

/** In large pages; nothing is kept but what the last one holds. */
function allStreams(counted: CountedClient): Promise<Row> {
  return counted.measure(`all ${streamCount} streams`, async () => {
    for (let offset: number | undefined = 0; offset !== undefined;)
      offset = (await counted.client.readStreamPage({ limit: pageSize, offset })).next;
  });
}

async function readingTimes(client: DomoClient, rounds: number): Promise<Row[]> {
  const { items: streams } = await client.readStreamPage({ limit: pageSize, offset: 0 });
  const text = JSON.stringify(streams.map(({ raw }) => raw));
  const parsing: number[] = [];
  const reading: number[] = [];
  for (let round = 0; round < rounds * 10; round += 1) {
    parsing.push(await secondsOf(() => void JSON.parse(text)));
    reading.push(await secondsOf(() => void readStreams(JSON.parse(text) as JsonValue, 'GET')));
  }
  const ratio = median(reading) / median(parsing);
  return [
    { what: `JSON.parse of ${pageSize} streams`, seconds: median(parsing), timesJsonParse: 1 },
    { what: `reading ${pageSize} streams`, seconds: median(reading), timesJsonParse: ratio },
  ];
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The heap in use, without what only waits to be collected. */
function usedMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}
