import { basename } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import type { Stream, UpdateMethod } from '../../domo/model';
import type { Inspection } from '../../upload/inspect';
import { formatBytes } from './format';

/**
 * Asks how the rows are taken, the stream's own method first.
 * @throws CancelledError
 */
export async function askForUpdateMethod(stream: Stream, fileCount: number): Promise<UpdateMethod> {
  const others = fileCount > 1 ? ', and the other files are added' : '';
  const items = [
    { label: 'REPLACE', detail: `All present rows of the DataSet are dropped${others}.` },
    { label: 'APPEND', detail: 'The rows are added to the present ones.' },
    ...(stream.updateMethod === 'UPSERT'
      ? [{ label: 'UPSERT', detail: 'Rows with the same key are replaced.' }]
      : []),
  ].map((item) => ({
    ...item,
    description: item.label === stream.updateMethod ? 'this stream’s own method' : '',
  }));
  items.sort((left, right) => Number(right.description !== '') - Number(left.description !== ''));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Upload to ${stream.name ?? `Stream ${stream.id}`}`,
    placeHolder: 'How are the rows taken?',
  });
  if (!picked) throw new CancelledError();
  return picked.label as UpdateMethod;
}

/**
 * Asks whether the first line names the columns, with what was detected first.
 * @throws CancelledError
 */
export async function askForHeader(
  inspections: readonly Inspection[],
): Promise<boolean | undefined> {
  const [first] = inspections;
  if (!first) return undefined;
  const preview = first.firstRecord.join(', ').replace(/\s+/g, ' ').slice(0, 120);
  const items = [
    { label: 'The first line is a header', detail: `It is left out: ${preview}`, value: true },
    { label: 'The first line is data', detail: `It is uploaded: ${preview}`, value: false },
  ];
  if (!first.headerDetected) items.reverse();
  const isMixed = inspections.some(({ headerDetected }) => headerDetected !== first.headerDetected);
  const detected = {
    label: 'As detected for each file',
    detail: inspections.map(describe).join(', '),
    value: undefined,
  };
  const picked = await vscode.window.showQuickPick(isMixed ? [detected, ...items] : items, {
    title: `${basename(first.version.path)}${inspections.length > 1 ? ` and ${inspections.length - 1} more` : ''} (${formatBytes(totalBytes(inspections))})`,
    placeHolder: 'Is there a header?',
  });
  if (!picked) throw new CancelledError();
  return picked.value;
}

function describe({ version, headerDetected }: Inspection): string {
  return `${basename(version.path)} ${headerDetected ? 'with' : 'without'} header`;
}

function totalBytes(inspections: readonly Inspection[]): number {
  return inspections.reduce((sum, { version }) => sum + version.size, 0);
}
