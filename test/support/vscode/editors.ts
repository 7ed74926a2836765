import assert from 'node:assert/strict';
import { stripComments } from 'jsonc-parser';
import * as vscode from 'vscode';
import { eventually } from './eventually';

/** The address of a stream's document, under any label. */
export function streamUri(
  connectionId: string,
  streamId: number | string,
  label = 'label',
): vscode.Uri {
  return documentUri(`/${connectionId}/streams/${streamId}/${label}.stream.json`);
}

export function executionUri(
  connectionId: string,
  streamId: number,
  executionId: number,
): vscode.Uri {
  return documentUri(
    `/${connectionId}/streams/${streamId}/executions/${executionId}.execution.json`,
  );
}

export function documentUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'domo-stream', path });
}

/** Opens a document in a tab of its own. */
export async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const { document } = await vscode.window.showTextDocument(uri, { preview: false });
  return document;
}

/** The editor refuses an edit that the document has changed under: one types again then. */
const editTries = 5;

/** Replaces the whole text, as typing does. */
export async function setText(document: vscode.TextDocument, text: string): Promise<void> {
  await replaceText(document, () => text);
}

async function replaceText(document: vscode.TextDocument, textNow: () => string): Promise<void> {
  for (let tries = 0; tries < editTries; tries += 1) {
    const edit = new vscode.WorkspaceEdit();
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    edit.replace(document.uri, document.validateRange(whole), textNow());
    if (await vscode.workspace.applyEdit(edit)) return;
  }
  assert.fail('The edit was not applied.');
}

export type Body = Record<string, unknown>;

/** The JSON in a document, without the comments of a template. */
export function bodyOf(document: vscode.TextDocument): Body {
  return JSON.parse(stripComments(document.getText())) as Body;
}

/** Changes the JSON in a document. */
export async function change(
  document: vscode.TextDocument,
  edit: (body: Body) => Body,
): Promise<void> {
  await replaceText(document, () => `${JSON.stringify(edit(bodyOf(document)), undefined, 2)}\n`);
}

/** Changes the DataSet's description, which every server takes. */
export async function describeAs(document: vscode.TextDocument, text: string): Promise<void> {
  await change(document, (body) => withDescription(body, text));
}

export function without(body: Body, field: string): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
}

export function withDescription(body: Body, description: string): Body {
  return { ...body, dataSource: { ...(body['dataSource'] as Body), description } };
}

/** The columns of a stream's schema. */
export function columnsOf(body: Body): Body[] {
  return (body['schemaDefinition'] as { columns: Body[] }).columns;
}

export function descriptionOf(body: Body): unknown {
  return (body['dataSource'] as Body)['description'];
}

/** Whether a save went through; one that rejects did not. */
export async function saves(document: vscode.TextDocument): Promise<boolean> {
  try {
    return await document.save();
  } catch {
    return false;
  }
}

/** Throws away what was typed, and waits until the tab is clean. */
export async function revert(document: vscode.TextDocument): Promise<void> {
  await show(document.uri);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await eventually('the document is clean', () => !document.isDirty);
}

/** Closes all tabs, without a word about what is not saved. */
export async function closeEditors(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await show(document.uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
