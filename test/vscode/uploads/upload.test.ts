import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { failureOf } from '../../support/collect';
import { writeSampleWorkspace } from '../../../src/sandbox/sampleWorkspace';
import { repositoryRoot } from '../../../tools/common/paths';
import { withFolder } from '../../support/vscode/folder';
import { invoke, withInstance } from '../../support/vscode/instance';

describe('Uploading a file', () => {
  const instance = withInstance();
  const folder = withFolder();
  let orders: string;
  let customers: string;

  before(async () => {
    [orders = '', customers = ''] = await writeSampleWorkspace(folder());
  });

  const upload = (
    streamId: number,
    uris: unknown,
    more: object = {},
  ): Promise<Record<string, unknown>> =>
    instance().invoke('file.upload', { streamId, uris, ...more });

  it('returns after the end of its execution, with the rows that were sent and that arrived', async () => {
    const summary = await upload(101, [orders]);
    const execution = await instance().sandbox.execution(101, Number(summary['executionId']));
    assert.equal(execution.currentState, 'SUCCESS');
    assert.deepEqual(
      [summary['state'], summary['executionState'], summary['path'], summary['streamId']],
      ['done', 'SUCCESS', orders, 101],
    );
    assert.deepEqual([summary['rowsSent'], summary['rowsInserted']], [500, 500]);
    assert.equal(summary['connectionId'], instance().connectionId);
    assert.equal(summary['error'], undefined);
    const text = readFileSync(orders, 'utf8');
    assert.equal(await instance().sandbox.stored(101), text.slice(text.indexOf('\n') + 1));
  });

  it('takes the file as a path, a URI, the text of one, or its plain data', async () => {
    const uri = vscode.Uri.file(customers);
    for (const given of [customers, uri, uri.toString(), uri.toJSON() as unknown]) {
      const summary = await upload(102, [given]);
      assert.equal(summary['rowsInserted'], 120);
    }
    assert.equal((await upload(102, customers))['rowsInserted'], 120);
  });

  it('takes the stream’s own update method, or another one', async () => {
    const own = await upload(102, [customers]);
    const other = await upload(102, [customers], { updateMethod: 'REPLACE' });
    const methods = await Promise.all(
      [own, other].map(async ({ executionId }) => {
        const execution = await instance().sandbox.execution(102, Number(executionId));
        return execution.updateMethod;
      }),
    );
    assert.deepEqual(methods, ['APPEND', 'REPLACE']);
    const stored = await instance().sandbox.stored(102);
    assert.equal(stored.split('\n').filter(Boolean).length, 120);
  });

  it('leaves the header out or sends it, as the call says', async () => {
    const rows = [];
    for (const header of [true, false])
      rows.push(
        (await upload(105, [customers], { updateMethod: 'REPLACE', header }))['rowsInserted'],
      );
    assert.deepEqual(rows, [120, 121]);
  });

  it('names the argument that settles whether the first line is a header, and sends nothing', async () => {
    const names = join(folder(), 'names.csv');
    await writeFile(names, 'Anna,Berg,,,,\nBo,Dahl,,,,\n');
    for (const [streamId, path, likely] of [
      [105, customers, true],
      [102, names, true],
    ] as const) {
      const failure = await failureOf(upload(streamId, [path]));
      assert.ok('kind' in failure && 'decisions' in failure);
      assert.equal(failure.kind, 'needsDecision');
      assert.match(
        failure.message,
        /^Can’t tell whether line 1 of .* is a header\. Set "header": true or "header": false\.$/,
      );
      const [{ text, ...decision }] = failure.decisions as [{ text: unknown }];
      assert.ok(text);
      assert.deepEqual(decision, {
        ...{ finding: 'header', argument: 'header', values: [true, false] },
        ...{ path, line: 1, example: `"header": ${likely}` },
      });
    }
    assert.deepEqual(await instance().writes(), []);
    const { rowsInserted } = await upload(102, [names], { header: false });
    assert.equal(rowsInserted, 2);
  });

  it('takes several files as one load: the first replaces, the others are added', async () => {
    const second = join(folder(), 'second.csv');
    await copyFile(orders, second);
    const summaries = (await upload(101, [orders, second])) as unknown as Record<string, unknown>[];
    assert.deepEqual(
      summaries.map(({ path, rowsInserted }) => [path, rowsInserted]),
      [
        [orders, 500],
        [second, 500],
      ],
    );
    const stored = await instance().sandbox.stored(101);
    assert.equal(stored.match(/^\d{5},/gm)?.length, 1000);
  });

  for (const name of [
    'with space.csv',
    'a#b?c.csv',
    '100%.csv',
    'ünï ☕ 漢字.csv',
    'no ending',
    '%23.csv',
  ])
    it(`takes a file named ${name}`, async () => {
      const path = join(folder(), name);
      await copyFile(customers, path);
      const summary = await upload(102, [vscode.Uri.file(path).toString()]);
      assert.deepEqual([summary['path'], summary['rowsInserted']], [path, 120]);
    });

  const spectrum = join(repositoryRoot, 'node_modules', 'csv-spectrum');
  for (const file of readdirSync(join(spectrum, 'csvs')))
    it(`takes ${file} as every reader of CSV should`, async () => {
      const json = join(spectrum, 'json', file.replace('.csv', '.json'));
      // One of them holds its only record without a list around it.
      const expected = [JSON.parse(readFileSync(json, 'utf8')) as unknown].flat();
      const more = { updateMethod: 'REPLACE', header: true };
      const summary = await upload(105, [join(spectrum, 'csvs', file)], more);
      assert.deepEqual(
        [summary['rowsSent'], summary['rowsInserted']],
        [expected.length, expected.length],
      );
    });

  it('drops the mark in front of the text, and ends the last line', async () => {
    const path = join(folder(), 'marked.csv');
    await writeFile(path, '\ufeffid,name\r\n1,"a\r\nb"\r\n2,c');
    const summary = await upload(105, [path], { updateMethod: 'REPLACE', header: true });
    assert.equal(summary['rowsInserted'], 2);
    const stored = await instance().sandbox.stored(105);
    assert.match(stored, /^1,"a\r\nb"\r\n2,c\r?\n$/);
  });

  it('is listed until it is cleared, and shows what it came to', async () => {
    const summary = await upload(102, [customers]);
    assert.equal(basename(String(summary['path'])), 'sample-customers.csv');
    assert.ok(Number(summary['parts']) >= 1 && Number(summary['bytesSent']) > 1000);
    await vscode.commands.executeCommand('domoStreams.upload.clearFinished');
    await assert.rejects(
      invoke('upload.retry', { uploadId: summary['uploadId'] }),
      /There is no upload/,
    );
  });
});
