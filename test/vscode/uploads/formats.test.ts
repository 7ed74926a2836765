import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { failureOf } from '../../support/collect';
import { eventually } from '../../support/vscode/eventually';
import { rowsPerMebibyte, writeRows } from '../../support/vscode/files';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';
import { useSettings, withSettings } from '../../support/vscode/settings';

const rows = 3 * rowsPerMebibyte;

describe('Uploading a file in another format', () => {
  const instance = withInstance();
  const folder = withFolder();
  useSettings({
    'domoStreams.upload.partSizeMiB': 1,
    'domoStreams.upload.concurrency': 1,
    'domoStreams.upload.compression': 'none',
  });
  afterEach(() => invoke('upload.clearFinished'));

  const upload = (path: string): Promise<Record<string, unknown>> =>
    instance().invoke('file.upload', {
      uris: [path],
      streamId: 105,
      updateMethod: 'REPLACE',
      header: true,
    });

  async function write(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder(), name);
    await writeFile(path, content);
    return path;
  }

  const german = 'nr;straße;preis\r\n1;"Größe; XL";1,5\r\n2;;2\r\n';
  const utf16 = Buffer.from(`\ufeff${german}`, 'utf16le');
  for (const [what, name, content] of [
    ['Windows-1252 with semicolons', 'german.csv', Buffer.from(german, 'latin1')],
    ['UTF-16 with semicolons', 'little.csv', utf16],
    ['UTF-16 with the high byte first', 'big.csv', Buffer.from(utf16).swap16()],
    ['gzip', 'german.csv.gz', gzipSync(german)],
  ] as const)
    it(`converts it from ${what}`, async () => {
      const path = await write(name, content);
      const summary = await upload(path);
      assert.deepEqual([summary['path'], summary['rowsInserted']], [path, 2]);
      const stored = await instance().sandbox.stored(105);
      assert.equal(stored, '1,"Größe; XL","1,5"\r\n2,,2\r\n');
    });

  // 佐藤,東京 in Shift_JIS; Windows-1252 has no 0x8d.
  const japanese = Buffer.from('name,city\n\x8d\xb2\x93\xa1,\x93\x8c\x8b\x9e\n', 'latin1');

  it('refuses one that is in none of the encodings that are assumed, and says what to do', async () => {
    const failure = await failureOf(upload(await write('japanese.csv', japanese)));
    assert.match(failure.message, /neither UTF-8 nor Windows-1252.*set files\.encoding/);
    assert.equal((await instance().requests()).filter(({ method }) => method !== 'GET').length, 0);
  });

  it('converts it from the encoding that it is told, or that is set for files', async () => {
    const path = await write('japanese.csv', japanese);
    const told = {
      ...{ uris: [path], streamId: 105, updateMethod: 'REPLACE' },
      ...{ header: true, encoding: 'shift_jis' },
    };
    for (const run of [
      () => instance().invoke('file.upload', told),
      () => withSettings({ 'files.encoding': 'shiftjis' }, () => upload(path)),
    ]) {
      assert.equal((await run())['rowsInserted'], 1);
      assert.equal(await instance().sandbox.stored(105), '佐藤,東京\n');
    }
    const failure = await failureOf(
      instance().invoke('file.upload', { ...told, encoding: 'ebcdic' }),
    );
    assert.match(failure.message, /encoding must be one of windows-1252, .* \(“ebcdic” given\)/);
  });

  it('takes JSON lines by the columns of their first object', async () => {
    const path = await write('rows.jsonl', '{"id":1,"tags":["a","b"]}\n{"id":null,"tags":""}\n');
    assert.equal((await upload(path))['rowsInserted'], 2);
    assert.equal(await instance().sandbox.stored(105), '1,"[""a"",""b""]"\n,""\n');
  });

  it('goes on with one that was paused, and names the file that was given', async () => {
    const csv = await writeRows(folder(), 'rows.csv', rows);
    const path = await write('rows.csv.gz', gzipSync(await readFile(csv)));
    await instance().setFaults([{ method: 'PUT', path: '**/parts/*', delayMs: 150 }]);
    const failure = failureOf(upload(path));
    const partsArrived = async (): Promise<number> =>
      (await instance().requests()).filter(
        (request) => request.path.includes('/parts/') && request.status === 200,
      ).length;
    await eventually('a part has arrived', async () => (await partsArrived()) > 0);
    const paused = await invoke('upload.pause');
    await failure;
    await instance().setFaults([]);
    assert.deepEqual([paused['state'], paused['path']], ['paused', path]);
    const resumed = await invoke('upload.resume', { uploadId: paused['uploadId'] });
    assert.deepEqual([resumed['rowsInserted'], resumed['path']], [rows, path]);
    assert.equal(resumed['executionId'], paused['executionId']);
    assert.equal((await instance().sandbox.stored(105)).match(/\n/g)?.length, rows);
  });
});
