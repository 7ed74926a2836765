import { systemClock } from '../../src/base/clock';
import { silentLog } from '../../src/base/log';
import { createDomoClient, type DomoClient } from '../../src/domo/client';
import { readStreams } from '../../src/domo/schemas';
import type { JsonValue } from '../../src/domo/json';
import { startSandbox } from '../host/sandboxProcess';
import { median, secondsOf, type Row } from './report';

const streamCount = 100_000;
const pageSize = 500;

/** Requests and time to the first page and to all streams, and what reading costs beside `JSON.parse`. */
export async function benchList({ rounds }: { rounds: number }): Promise<Row[]> {
  const sandbox = await startSandbox(['--streams', String(streamCount)]);
  try {
    const client = createDomoClient({
      origin: sandbox.url,
      token: sandbox.token,
      readOnly: true,
      timeoutSeconds: 60,
      connections: 4,
      proxy: { strictSsl: true },
      clock: systemClock,
      log: silentLog,
    });
    const first = await secondsOf(() => client.readStreamPage({ limit: pageSize, offset: 0 }));
    let pages = 0;
    const all = await secondsOf(async () => {
      pages = await readAll(client);
    });
    const reading = await readingTimes(client, rounds);
    await client.close();
    return [
      { what: 'first page', requests: 1, seconds: first },
      { what: `all ${streamCount} streams`, requests: pages, seconds: all },
      ...reading,
    ];
  } finally {
    await sandbox.close();
  }
}

async function readAll(client: DomoClient): Promise<number> {
  let pages = 0;
  for (let offset: number | undefined = 0; offset !== undefined; pages += 1) {
    const page = await client.readStreamPage({ limit: pageSize, offset });
    offset = page.nextOffset;
  }
  return pages;
}

async function readingTimes(client: DomoClient, rounds: number): Promise<Row[]> {
  const { streams } = await client.readStreamPage({ limit: pageSize, offset: 0 });
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
