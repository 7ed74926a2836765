import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SandboxOptions } from '../../../src/sandbox/options';
import { withDomoSandbox } from '../../support/domoSandbox';
import { openStreamId, uploadTo } from '../../support/sandboxUploads';

const packages = join(process.cwd(), 'node_modules');
const files = ['vega-datasets/data', 'csv-spectrum/csvs'].flatMap((folder) => {
  const path = join(packages, folder);
  return readdirSync(path)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => join(path, file));
});

const modes: Record<string, SandboxOptions> = {
  'both routes': {},
  'only the route of the specification': { routes: 'specification' },
  'only the route of live clients': { routes: 'live' },
};

for (const [mode, options] of Object.entries(modes))
  describe(`real files to a server with ${mode}`, () => {
    const own = withDomoSandbox(options);

    for (const [index, path] of files.entries())
      for (const compression of compressionsAt(mode, index))
        it(`${basename(path)} arrives byte for byte, compression ${compression}`, async () => {
          const text = await readFile(path, 'utf8');
          const body = withoutHeader(text);
          // About 20 parts; every third file in one.
          const partSizeBytes = index % 3 === 0 ? undefined : Math.ceil(text.length / 20);
          const upload = await uploadTo(own(), path, { partSizeBytes, compression });
          const result = await upload.run();
          assert.ok((await own().stored(openStreamId)) === body, 'other bytes have arrived');
          assert.equal(result.rowsInserted, result.rowsSent);
          assert.equal(result.bytesSent + (text.endsWith('\n') ? 0 : 1), Buffer.byteLength(body));
          assert.ok(partSizeBytes ? result.parts > 1 || body.length < 100 : result.parts === 1);
        });
  });

/** Both where both routes are, else one, and for every third file: that is enough to see a difference. */
function compressionsAt(mode: string, index: number): ('none' | 'gzip')[] {
  if (mode === 'both routes') return ['none', 'gzip'];
  return index % 3 === 1 ? [index % 2 === 0 ? 'none' : 'gzip'] : [];
}

/** None of these files has a line break in its header, nor empty lines at its end. */
function withoutHeader(text: string): string {
  const body = text.slice(text.indexOf('\n') + 1);
  return body.endsWith('\n') ? body : `${body}\n`;
}
