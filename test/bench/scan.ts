import { RecordScanner } from '../../src/upload/csv/scanner';
import { median, secondsOf, type Row } from './report';
import { sampleBlock, type QuotedPercent } from './sampleFile';

/** The scanner against a loop that only counts line breaks, over how much is quoted. */
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
  const scanner: number[] = [];
  const loop: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    scanner.push(await secondsOf(() => scanAll(block, repeats)));
    loop.push(await secondsOf(() => countAll(block, repeats)));
  }
  const gigabytes = (repeats * block.length) / 1e9;
  return {
    quotedPercent,
    scannerGigabytesPerSecond: gigabytes / median(scanner),
    byteLoopGigabytesPerSecond: gigabytes / median(loop),
    timesByteLoop: median(loop) / median(scanner),
  };
}

function scanAll(block: Buffer, repeats: number): undefined {
  const scanner = new RecordScanner({ offset: 0, line: 1 });
  for (let repeat = 0; repeat < repeats; repeat += 1)
    scanner.scan(block, 0, Number.POSITIVE_INFINITY);
  if (scanner.mismatch) throw new Error('The sample has records of unequal length.');
}

function countAll(block: Buffer, repeats: number): undefined {
  let count = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1)
    for (const byte of block) if (byte === 0x0a) count += 1;
  if (count === 0) throw new Error('The sample has no line breaks.');
}
