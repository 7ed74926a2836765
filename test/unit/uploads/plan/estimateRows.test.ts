import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { RowCount } from '../../../../src/uploads/plan/estimateRows';
import { inspect } from '../../../../src/uploads/plan/inspect';
import { withTemporaryFolder } from '../../../support/temporaryFolder';

const stream = { transportType: 'API', columns: undefined };
const large = 60_000;

describe('The rows of a file', () => {
  const folder = withTemporaryFolder();
  const rowsOf = async (name: string, content: string | Buffer): Promise<RowCount | undefined> =>
    (await inspect(await folder().write(name, content), stream)).rows;

  /** Records of about 50 bytes, some of which hold a line break. */
  const records = (count: number, delimiter = ','): string =>
    Array.from({ length: count }, (_, row) =>
      [row + 100_000, `"line\nbreak ${row % 10}"`, 'x'.repeat(25)].join(delimiter),
    ).join('\n');

  function assertNear(count: number | undefined, expected: number): void {
    assert.ok(
      Math.abs((count ?? 0) - expected) < expected / 50,
      `${count} is not near ${expected}`,
    );
  }

  it('are counted where the file is small, a last one without a line break too', async () => {
    assert.deepEqual(await rowsOf('small.csv', records(3)), { count: 3, isExact: true });
  });

  it('are projected from the beginning of a large one', async () => {
    const rows = await rowsOf('large.csv', records(large));
    assertNear(rows?.count, large);
    assert.ok(!rows?.isExact);
  });

  it('are projected for a file that is converted', async () => {
    assertNear((await rowsOf('large.tsv', records(large, '\t')))?.count, large);
    const wide = Buffer.from(`\ufeff${records(large)}`, 'utf16le');
    assertNear((await rowsOf('wide.csv', wide))?.count, large);
    const lines = Array.from(
      { length: large },
      (_, row) => `{"id":${row + 100_000},"a":"b, \\"c"}`,
    );
    assertNear((await rowsOf('large.ndjson', lines.join('\n')))?.count, large);
  });

  it('are unknown for a large packed file, and counted for a small one', async () => {
    assert.equal(await rowsOf('large.csv.gz', gzipSync(records(large))), undefined);
    const small = await rowsOf('small.csv.gz', gzipSync(records(3)));
    assert.deepEqual(small, { count: 3, isExact: true });
  });
});
