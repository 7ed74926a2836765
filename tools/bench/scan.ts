import { createRequire } from 'node:module';
import { RecordScanner, type Scanner } from '../../src/uploads/csv/scanner';
import { SimdScanner } from '../../src/uploads/csv/simdScanner';
import { installPeers } from './peers';
import { median, secondsOf, type Row } from './report';
import { sampleBlock, type QuotedPercent } from './sampleFile';

const start = { offset: 0, line: 1 };
const quote = 0x22;
const lineFeed = 0x0a;

/** Bytes that the parsers get in each round: a tenth of what they do in a second would do. */
const parsedBytes = 16 * 1024 * 1024;

interface Parsers {
  readonly csvParse: { parse(text: Buffer): unknown[] };
  readonly papaparse: { parse(text: string): { data: unknown[] } };
  readonly udsv: {
    inferSchema(text: string): object;
    initParser(schema: object): { stringArrs(text: string): unknown[] };
  };
}

/**
 * The scanner against its fallback, against a loop over the bytes that finds the ends of records by the
 * parity of quotes, and against well-known parsers, over how much is quoted.
 */
export async function benchScan(scale: { mebibytes: number; rounds: number }): Promise<Row[]> {
  const load = createRequire(await installPeers());
  const parsers: Parsers = {
    csvParse: load('csv-parse/sync') as Parsers['csvParse'],
    papaparse: load('papaparse') as Parsers['papaparse'],
    udsv: load('udsv') as Parsers['udsv'],
  };
  const rows: Row[] = [];
  for (const quotedPercent of [0, 5, 100] as const)
    rows.push(...(await scanRows(quotedPercent, scale, parsers)));
  return rows;
}

async function scanRows(
  quotedPercent: QuotedPercent,
  { mebibytes, rounds }: { mebibytes: number; rounds: number },
  parsers: Parsers,
): Promise<Row[]> {
  const block = sampleBlock(quotedPercent);
  const repeats = Math.ceil((mebibytes * 1024 * 1024) / block.length);
  const parsed = Buffer.concat(
    Array.from({ length: Math.ceil(parsedBytes / block.length) }, () => block),
  );
  const contestants: Record<string, { bytes: number; task: () => unknown }> = {
    simd: {
      bytes: repeats * block.length,
      task: () => scanAll(new SimdScanner(start), block, repeats),
    },
    plain: {
      bytes: repeats * block.length,
      task: () => scanAll(new RecordScanner(start), block, repeats),
    },
    'byte loop': { bytes: repeats * block.length, task: () => loopOver(block, repeats) },
    udsv: { bytes: parsed.length, task: () => parseWithUdsv(parsers, parsed.toString()) },
    papaparse: {
      bytes: parsed.length,
      task: () => parsers.papaparse.parse(parsed.toString()).data,
    },
    'csv-parse': { bytes: parsed.length, task: () => parsers.csvParse.parse(parsed) },
  };
  const rates = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, { bytes, task }] of Object.entries(contestants))
      rates.get(name)?.push(bytes / 1e9 / (await secondsOf(() => Promise.resolve(task()))));
  const simd = median(rates.get('simd') ?? []);
  return [...rates].map(([what, values]) => ({
    quotedPercent,
    what,
    gigabytesPerSecond: median(values),
    simdTimesThis: simd / median(values),
  }));
}

function scanAll(scanner: Scanner, block: Buffer, repeats: number): void {
  for (let repeat = 0; repeat < repeats; repeat += 1)
    scanner.scan(block, 0, Number.POSITIVE_INFINITY);
  if (scanner.mismatch) throw new Error('The sample has records of unequal length.');
}

/** By index, as any other way to go through the bytes is slower. */
function loopOver(block: Buffer, repeats: number): void {
  let records = 0;
  let end = 0;
  let isQuoted = false;
  for (let repeat = 0; repeat < repeats; repeat += 1)
    for (let index = 0; index < block.length; index += 1) {
      const byte = block[index];
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === lineFeed && !isQuoted) {
        records += 1;
        end = index + 1;
      }
    }
  if (records === 0 || end === 0) throw new Error('The sample has no records.');
}

function parseWithUdsv({ udsv }: Parsers, text: string): unknown[] {
  return udsv.initParser(udsv.inferSchema(text)).stringArrs(text);
}
