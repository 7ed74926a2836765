import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { change, closeEditors, show, streamUri } from '../support/editors';
import { eventually } from '../support/eventually';
import { withInstance } from '../support/instance';

describe('A stream’s document while one types', () => {
  const instance = withInstance();
  afterEach(closeEditors);

  async function open(streamId: number): Promise<vscode.TextDocument> {
    return show(streamUri(instance().connectionId, streamId));
  }

  function positionIn(
    document: vscode.TextDocument,
    text: string,
    offset: number,
  ): vscode.Position {
    const index = document.getText().indexOf(text);
    assert.ok(index >= 0, `${text} stands in the document`);
    return document.positionAt(index + offset);
  }

  it('offers the update methods', async () => {
    const document = await open(101);
    const text = '"updateMethod": "REPLACE"';
    await eventually('the methods are offered', async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        positionIn(document, text, text.length - 3),
      );
      const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return ['"APPEND"', '"REPLACE"', '"UPSERT"'].every((method) => labels.includes(method));
    });
  });

  it('says what a field is for', async () => {
    const document = await open(101);
    await eventually('the hover tells', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        positionIn(document, '"schemaDefinition"', 3),
      );
      const texts = hovers.flatMap(({ contents }) =>
        contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
      );
      return texts.some((text) => text.includes('The columns of the DataSet'));
    });
  });

  it('finds nothing wrong with any sample, but with a field of another form', async () => {
    const samples: vscode.TextDocument[] = [];
    for (const streamId of [103, 107, 112, 113, 101]) samples.push(await open(streamId));
    const last = samples.pop();
    assert.ok(last);
    await change(last, (body) => ({ ...body, schemaDefinition: 5 }));
    const marksOf = ({ uri }: vscode.TextDocument): string[] =>
      vscode.languages.getDiagnostics(uri).map(({ message }) => message);
    await eventually('the wrong form is marked', () => marksOf(last).length === 1);
    assert.match(marksOf(last)[0] ?? '', /Incorrect type/);
    assert.deepEqual(samples.flatMap(marksOf), []);
  });
});
