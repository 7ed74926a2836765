import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { kindOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import { bodyOf, closeEditors, columnsOf, show, type Body } from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withFolder } from '../../support/vscode/folder';
import { withInstance } from '../../support/vscode/instance';
import { withSettings } from '../../support/vscode/settings';

describe('A new stream from a file', () => {
  const instance = withInstance();
  const folder = withFolder();
  afterEach(closeEditors);

  async function create(uri: unknown): Promise<vscode.TextDocument> {
    const created = await instance().invoke('stream.createFromFile', { uri });
    return show(vscode.Uri.parse(String(created['uri']), true));
  }

  const inShort = (document: vscode.TextDocument): string[] =>
    columnsOf(bodyOf(document)).map(({ name, type }) => `${String(name)} ${String(type)}`);

  async function becomesStream(): Promise<Body> {
    const inFront = (): vscode.TextDocument | undefined => vscode.window.activeTextEditor?.document;
    await eventually('the stream’s own document is shown', () =>
      /\/streams\/\d+\//.test(inFront()?.uri.path ?? ''),
    );
    const document = inFront();
    assert.ok(document);
    return bodyOf(document);
  }

  it('takes its columns and name from a file', async () => {
    const path = join(folder(), 'köln & co #2.csv');
    await writeFile(path, 'id,name,joined\n1,Zoë,2026-01-02\n2,Jo,2026-02-03\n');
    for (const uri of [path, vscode.Uri.file(path), vscode.Uri.file(path).toString()]) {
      const template = await create(uri);
      assert.equal((bodyOf(template)['dataSource'] as Body)['name'], 'köln & co #2');
      assert.deepEqual(inShort(template), ['id LONG', 'name STRING', 'joined DATE']);
    }
    await vscode.commands.executeCommand('workbench.action.files.save');
    const body = await becomesStream();
    const uploaded = await instance().invoke('file.upload', {
      uris: [path],
      streamId: body['id'],
    });
    assert.equal(uploaded['rowsInserted'], 2);
  });

  it('refuses a file with more columns than a document can show', async () => {
    const path = join(folder(), 'wide.csv');
    const names = Array.from({ length: 10_001 }, (_, index) => `c${index}`);
    await writeFile(path, `${names.join(',')}\n`);
    assert.equal(await kindOf(create(path)), 'columns');
  });

  const oddRows = 'Zip,zip,price,empty\n01234,a,9.99,\n98765,b,12.50,\n';
  for (const [name, content] of [
    ['odd.csv', oddRows],
    ['odd.tsv.gz', gzipSync(oddRows.replaceAll(',', '\t'))],
  ] as const)
    it(`says in the template why a column of ${name} is what it is`, async () => {
      const path = join(folder(), name);
      await writeFile(path, content);
      const template = await create(path);
      assert.deepEqual(inShort(template), [
        'Zip STRING',
        'zip 2 STRING',
        'price DECIMAL',
        'empty STRING',
      ]);
      for (const reason of [
        /leading zero of 01234/,
        /“zip” in the file: Domo refuses names/,
        /Empty in/,
      ])
        assert.match(template.getText(), reason);
    });

  it('reads the names of columns in the encoding that is set for files', async () => {
    const path = join(folder(), 'czech.csv');
    await writeFile(path, Buffer.from('jm\xe9no,p\xf8\xedjmen\xed\nJan,Nov\xe1k\n', 'latin1'));
    const template = await withSettings({ 'files.encoding': 'windows1250' }, () => create(path));
    assert.deepEqual(inShort(template), ['jméno STRING', 'příjmení STRING']);
  });

  it('offers to upload the file at once when it is created', async () => {
    const path = join(folder(), 'first rows.csv');
    await writeFile(path, 'id,name\n1,Zoë\n2,Jo\n');
    await create(path);
    const told = await answering('showInformationMessage', 'Upload', async (messages) => {
      await vscode.commands.executeCommand('workbench.action.files.save');
      await eventually('the rows are there', () =>
        messages.some((each) => each.includes('2 rows')),
      );
    });
    assert.match(told[0] ?? '', /“first rows” is in Domo now\. Upload first rows\.csv to it\?/);
  });

  it('can not be made of one that is missing, empty or no CSV', async () => {
    const empty = join(folder(), 'empty.csv');
    await writeFile(empty, '');
    const cases = [
      [join(folder(), 'missing.csv'), 'fileNotFound'],
      [empty, 'fileEmpty'],
      [folder(), 'fileUnreadable'],
      ['https://example.com/x.csv', 'invalidArgument'],
    ];
    for (const [uri, kind] of cases)
      assert.equal(await kindOf(instance().invoke('stream.createFromFile', { uri })), kind);
  });
});
