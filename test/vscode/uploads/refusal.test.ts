import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { failureOf, kindOf } from '../../support/collect';
import { zipOf } from '../../support/zipFile';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';
import { writeRows } from '../../support/vscode/files';

describe('An upload that is refused', () => {
  const instance = withInstance();
  const folder = withFolder();

  const upload = (uris: unknown, given: object = {}): Promise<Record<string, unknown>> =>
    instance().invoke('file.upload', { streamId: 105, uris, header: true, ...given });

  async function write(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder(), name);
    await writeFile(path, content);
    return path;
  }

  const good = 'id,name\n1,a\n2,b\n';
  const files: readonly [what: string, kind: string, content: string | Uint8Array][] = [
    ['empty', 'fileEmpty', ''],
    ['a line break and nothing else', 'fileEmpty', '\r\n\n'],
    ['UTF-16 without a mark', 'notText', Buffer.from(good, 'utf16le')],
    ['compressed and cut off', 'archive', gzipSync(good).subarray(0, -10)],
    ['a workbook', 'notText', zipOf({ name: '[Content_Types].xml', content: '' })],
    ['an archive of two', 'archive', zipOf(...['a', 'b'].map((name) => ({ name, content: good })))],
    ['binary', 'notText', Buffer.from([65, 44, 66, 10, 0, 1, 2])],
    ['separated with semicolons, a row too long', 'columns', 'id;name\n1;a\n2;b\n3;c;d\n'],
    ['a quote that never closes', 'unclosedQuote', 'id,name\n1,"a\n2,b\n'],
    ['a row with one column more', 'columns', 'id,name\n1,a\n2,b,c\n'],
    ['a row with one column less', 'columns', 'id,name\n1,a\n2\n3,c\n'],
  ];
  for (const [what, kind, content] of files)
    it(`is one of a file that is ${what}, and leaves no trace on the server`, async () => {
      const path = await write(`${what}.csv`, content);
      const error = await failureOf(upload([path]));
      assert.equal('kind' in error && error.kind, kind, error.message);
      assert.doesNotMatch(error.message, /\n|undefined|\[object/);
      assert.deepEqual(await instance().writes(), []);
    });

  it('is one of a header without rows', async () => {
    const path = await write('header only.csv', 'id,name\n');
    assert.equal(await kindOf(upload([path], { header: true })), 'fileEmpty');
    assert.deepEqual(await instance().writes(), []);
  });

  it('is one of a file that has other columns than the stream’s schema', async () => {
    const path = await writeRows(folder(), 'three columns.csv', 5);
    const error = await failureOf(upload([path], { streamId: 101 }));
    assert.equal('kind' in error && error.kind, 'columns');
    assert.match(error.message, /3 columns.*8/);
    assert.deepEqual(await instance().writes(), []);
  });

  it('is one of no file at all', async () => {
    const missing = join(folder(), 'missing.csv');
    const inner = join(folder(), 'folder.csv');
    await mkdir(inner);
    assert.equal(await kindOf(upload([missing])), 'fileNotFound');
    assert.equal(await kindOf(upload([inner])), 'fileUnreadable');
    for (const uris of [[], [5], [null], [{}], 'https://example.com/x.csv'])
      assert.equal(await kindOf(upload(uris)), 'invalidArgument');
    assert.deepEqual(await instance().writes(), []);
  });

  it('is one of several files of which one is bad: none is sent', async () => {
    const [first, second] = [await write('good.csv', good), await write('bad.csv', '')];
    assert.equal(await kindOf(upload([first, second])), 'fileEmpty');
    assert.deepEqual(await instance().writes(), []);
  });

  it('is one to a stream that is fed by its connector, before the first write', async () => {
    const path = await write('for a connector.csv', good);
    const error = await failureOf(upload([path], { streamId: 103 }));
    assert.equal('kind' in error && error.kind, 'connectorStream');
    assert.match(error.message, /connector/);
    assert.deepEqual(await instance().writes(), []);
  });

  it('is one to no stream or connection, or with arguments that are none', async () => {
    const path = await write('fine.csv', good);
    assert.equal(await kindOf(upload([path], { streamId: 999 })), 'notFound');
    assert.equal(await kindOf(upload([path], { connectionId: 'nobody' })), 'notFound');
    for (const given of [
      { streamId: 'one' },
      { streamId: 1.5 },
      { streamId: -1 },
      { updateMethod: 'MERGE' },
      { header: 'yes' },
      { connectionId: 7 },
    ])
      assert.equal(await kindOf(upload([path], given)), 'invalidArgument', JSON.stringify(given));
    assert.deepEqual(await instance().writes(), []);
  });

  it('is one to a read-only connection, before any request', async () => {
    const { connectionId } = instance();
    const path = await write('not today.csv', good);
    await invoke('connection.edit', { connectionId, readOnly: true });
    await instance().forgetRequests();
    assert.equal(await kindOf(upload([path])), 'readOnly');
    await invoke('connection.edit', { connectionId, readOnly: false });
    const requests = await instance().requests();
    assert.deepEqual(
      requests.filter(({ path: to }) => to.includes('/105')),
      [],
    );
  });
});
