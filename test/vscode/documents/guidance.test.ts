import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { FieldHovers } from '../../../src/vscode/documents/guidance/fieldHovers';
import {
  bodyOf,
  change,
  closeEditors,
  executionUri,
  saves,
  show,
  streamUri,
  type Body,
} from '../../support/vscode/editors';
import { eventually } from '../../support/vscode/eventually';
import { withFolder } from '../../support/vscode/folder';
import { withInstance } from '../../support/vscode/instance';

describe('A stream’s document while one types', () => {
  const instance = withInstance();
  const folder = withFolder();
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

  async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionIn(document, text, 3),
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n')
      .replaceAll('\\', '');
  }

  it('explains schedules and times in words', async () => {
    const document = await open(103);
    assert.match(await hoverAt(document, '"scheduleExpression"'), /At 02:29 AM/);
    assert.match(await hoverAt(document, '"cron"'), /At 02:29 AM/);
    assert.match(await hoverAt(document, '"R/'), /Every 1 day from 2024-/);
    assert.match(await hoverAt(document, '"createdAt"'), /20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  });

  it('has nothing to say about a text that is nested too deep to walk through', async () => {
    const content = `{"cron": ${'['.repeat(20_000)}`;
    const document = await vscode.workspace.openTextDocument({ language: 'json', content });
    const hovers = new FieldHovers();
    const hover = await hovers.provideHover(document, new vscode.Position(0, 3));
    hovers.dispose();
    assert.equal(hover, undefined);
  });

  it('describes definitions in files of the workspace as well', async () => {
    const path = join(folder(), 'orders.stream.json');
    await writeFile(path, '{ "updateMethod": "REPLACE", "scheduleExpression": "0 0 6 ? * 2" }');
    const document = await show(vscode.Uri.file(path));
    await eventually('the hover tells', async () =>
      (await hoverAt(document, '"updateMethod"')).includes('What a load does'),
    );
    assert.match(await hoverAt(document, '"scheduleExpression"'), /only on Monday/);
  });

  it('describes the fields of an execution too', async () => {
    const { connectionId } = instance();
    const document = await show(executionUri(connectionId, 101, 1));
    await eventually('the hover tells', async () =>
      (await hoverAt(document, '"rowsInserted"')).includes('Rows that were loaded'),
    );
  });

  it('puts a word into the case that Domo writes it in', async () => {
    const document = await open(102);
    await change(document, (body) => ({ ...body, updateMethod: 'replace' }));
    const marks = (): vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 'spelling');
    await eventually('it is marked', () => marks().length === 1);
    const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      marks()[0]?.range,
    );
    assert.equal(fix?.title, 'Change to REPLACE');
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.equal(bodyOf(document)['updateMethod'], 'REPLACE');
    await eventually('it is marked no more', () => marks().length === 0);
  });

  it('offers to put back any field that was changed', async () => {
    const document = await open(107);
    const before = document.getText();
    await change(document, (body) => ({ ...body, scheduleRetryCount: 9 }));
    const position = positionIn(document, '"scheduleRetryCount"', 2);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(position, position),
    );
    const revert = actions.find(({ title }) => title === 'Revert “scheduleRetryCount”');
    assert.ok(revert?.edit && (await vscode.workspace.applyEdit(revert.edit)));
    assert.equal(document.getText(), before);
  });

  it('marks what Domo did not take, and takes over what Domo has', async () => {
    const document = await open(108);
    await change(document, (body) => ({
      ...body,
      dataSource: { ...(body['dataSource'] as Body), type: 'ignored' },
    }));
    assert.equal(await saves(document), false);
    const marks = (): vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 'notTaken');
    await eventually('it is marked', () => marks().length === 1);
    assert.match(marks()[0]?.message ?? '', /it has webform/);
    const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      marks()[0]?.range,
    );
    assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.equal((bodyOf(document)['dataSource'] as Body)['type'], 'webform');
    await eventually('it is marked no more', () => marks().length === 0);
    assert.equal(await saves(document), true);
  });
});
