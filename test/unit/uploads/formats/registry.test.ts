import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inspect } from '../../../../src/uploads/engine';
import { convertFile } from '../../../../src/uploads/formats/convert';
import type { Recipe } from '../../../../src/uploads/formats/recipe';
import {
  fileExtensions,
  formatOf,
  formats,
  packingOf,
  packings,
  withoutExtensions,
} from '../../../../src/uploads/formats/registry';
import { parseStored, sealedText, storedJson } from '../../../../src/uploads/queue/storedUpload';
import { readVersion } from '../../../../src/uploads/send/source';
import { recordOf } from '../../../support/ledgers';
import { withTemporaryFolder } from '../../../support/temporaryFolder';
import { zipOf } from '../../../support/zipFile';

interface Sample {
  readonly text: string;
  /** How it is kept with an upload. */
  readonly layout: Readonly<Record<string, unknown>>;
  readonly csv: string;
}

/** Of each format, by its type: what is kept stays readable in later versions and gives the same bytes. */
const samples: Readonly<Record<string, Sample>> = {
  csv: {
    text: 'id;name\n1;"a, b"\n2;c\n',
    layout: { type: 'csv', delimiter: ';' },
    csv: 'id,name\n1,"a, b"\n2,c\n',
  },
  ndjson: {
    text: '{"id":1,"name":"a, b"}\n{"name":"c"}\n',
    layout: { type: 'ndjson', columns: ['id', 'name'] },
    csv: 'id,name\n1,"a, b"\n,c\n',
  },
};

/** How a file is packed, by the type that is kept. */
const packers: Readonly<Record<string, (name: string, text: string) => string | Buffer>> = {
  none: (_, text) => text,
  gzip: (_, text) => gzipSync(text),
  zip: (name, content) => zipOf({ name, content }),
};

const extensionsOf: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...formats, ...packings].map(({ type, extensions }) => [type, extensions]),
);

describe('The registry of formats', () => {
  const folder = withTemporaryFolder();
  const { signal } = new AbortController();

  async function convertedBy(path: string, recipe: Recipe): Promise<string> {
    const original = await readVersion(path);
    const out = join(folder().path, 'converted', 'out.csv');
    await convertFile({ original, recipe }, out, () => undefined, signal);
    return readFile(out, 'utf8');
  }

  it('has a sample of each format and each packing here', () => {
    const types = formats.map(({ type }) => type);
    assert.deepEqual(Object.keys(samples).sort(), types.toSorted());
    const packed = packings.map(({ type }) => type);
    assert.deepEqual(Object.keys(packers).sort(), ['none', ...packed].sort());
  });

  for (const [type, { text, layout, csv }] of Object.entries(samples))
    for (const [packing, pack] of Object.entries(packers)) {
      const inner = `rows.${extensionsOf[type]?.[0]}`;
      const name = [inner, ...(extensionsOf[packing] ?? [])].join('.');
      const kept = { packing, encoding: 'utf-8', layout };

      it(`detects and converts ${name}`, async () => {
        const path = await folder().write(name, pack(inner, text));
        const { recipe } = await inspect(path, { transportType: 'API', columns: undefined });
        assert.deepEqual(recipe, kept);
        assert.equal(await convertedBy(path, recipe), csv);
      });

      it(`converts ${name} again by what is kept with an upload`, async () => {
        const path = await folder().write(name, pack(inner, text));
        const { upload, ...record } = recordOf('one', []);
        const original = await readVersion(path);
        const conversion = {
          original,
          recipe: kept as unknown as Recipe,
          partSizeBytes: undefined,
        };
        const json = storedJson({ ...record, upload: { ...upload, conversion } });
        const read = parseStored(sealedText(json), 'one');
        assert.ok(typeof read === 'object' && read.record.upload.conversion);
        assert.equal(await convertedBy(path, read.record.upload.conversion.recipe), csv);
      });
    }

  for (const [what, recipe] of [
    ['format', { packing: 'none', encoding: 'utf-8', layout: { type: 'later' } }],
    ['packing', { packing: 'later', encoding: 'utf-8', layout: samples['csv']?.layout }],
  ] as const)
    it(`takes an upload of an unknown ${what} for one of a newer version`, () => {
      const { upload, ...record } = recordOf('one', []);
      const conversion = { original: upload.source, recipe, partSizeBytes: undefined };
      const stored = { ...record, upload: { ...upload, conversion } };
      const json = storedJson(stored as unknown as Parameters<typeof storedJson>[0]);
      assert.equal(parseStored(sealedText(json), 'one'), 'newer');
    });

  it('has no format and no packing of an unknown type', () => {
    assert.throws(() => formatOf({ type: 'later' } as never));
    assert.throws(() => packingOf('later' as never));
  });

  it('offers the extensions of all formats and packings', () => {
    assert.deepEqual(fileExtensions, Object.values(extensionsOf).flat());
  });

  for (const [name, expected] of [
    ['orders.csv', 'orders'],
    ['orders.2024.CSV.gz', 'orders.2024'],
    ['orders.jsonl.zip', 'orders'],
    ['orders.gz', 'orders'],
    ['orders.gz.csv', 'orders.gz'],
    ['orders.json', 'orders.json'],
    ['.csv', '.csv'],
    ['.csv.gz', '.csv'],
  ] as const)
    it(`takes “${expected}” for the name of ${name} without its extensions`, () => {
      assert.equal(withoutExtensions(name), expected);
    });
});
