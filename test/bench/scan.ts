import { RecordScanner, type Scanner } from '../../src/upload/csv/scanner';
import { SimdScanner } from '../../src/upload/csv/simdScanner';
import { median, secondsOf, type Row } from './report';
import { sampleBlock, type QuotedPercent } from './sampleFile';

const start = { offset: 0, line: 1 };

/** The scanner and its fallback against a loop that only counts line breaks, over how much is quoted. */
export async function benchScan(scale: { mebibytes: number; rounds: number }): Promise<Row[]> {
  const rows: Row[] = [];
  for (const quotedPercent of [0, 5, 100] as const) rows.push(await scanRow(quotedPercent, scale));
  return rows;
}

async function scanRow(
  quotedPercent: QuotedPercent,
  { mebibytes, rounds }: { mebibytes: number; rounds: number },
): Promise<Row> {
  const block = sampleBlock(quotedPercent);
  const repeats = Math.ceil((mebibytes * 1024 * 1024) / block.length);
  const times = { simd: [] as number[], plain: [] as number[], loop: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.simd.push(await secondsOf(() => scanAll(new SimdScanner(start), block, repeats)));
    times.plain.push(await secondsOf(() => scanAll(new RecordScanner(start), block, repeats)));
    times.loop.push(await secondsOf(() => countAll(block, repeats)));
  }
  const gigabytes = (repeats * block.length) / 1e9;
  return {
    quotedPercent,
    simdGigabytesPerSecond: gigabytes / median(times.simd),
    plainGigabytesPerSecond: gigabytes / median(times.plain),
    byteLoopGigabytesPerSecond: gigabytes / median(times.loop),
    simdTimesByteLoop: median(times.loop) / median(times.simd),
  };
}

function scanAll(scanner: Scanner, block: Buffer, repeats: number): undefined {
  for (let repeat = 0; repeat < repeats; repeat += 1)
    scanner.scan(block, 0, Number.POSITIVE_INFINITY);
  if (scanner.mismatch) throw new Error('The sample has records of unequal length.');
}

/** By index, as any other way to go through the bytes is slower. */
function countAll(block: Buffer, repeats: number): undefined {
  let count = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    let index = block.length;
    while (index > 0) {
      index -= 1;
      if (block[index] === 0x0a) count += 1;
    }
  }
  if (count === 0) throw new Error('The sample has no line breaks.');
}
