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
 * Asks whether the first line names the columns, with what was detected first. Files that name their
 * columns in every object are left out.
 * @throws CancelledError
 */
export async function askForHeader(all: readonly Inspection[]): Promise<boolean | undefined> {
  const inspections = all.filter(({ isHeaderCertain }) => !isHeaderCertain);
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
    title: titleOf(first, inspections),
    placeHolder: 'Is there a header?',
  });
  if (!picked) throw new CancelledError();
  return picked.value;
}

function describe({ version, headerDetected }: Inspection): string {
  return `${basename(version.path)} ${headerDetected ? 'with' : 'without'} header`;
}

/** The file and its size, and what it is converted from: a wrong guess of that shows in the preview. */
function titleOf(first: Inspection, inspections: readonly Inspection[]): string {
  const others = inspections.length > 1 ? ` and ${inspections.length - 1} more` : '';
  const formats = new Set(inspections.map(({ convertedFrom }) => convertedFrom).filter(Boolean));
  const facts = [
    formatBytes(totalBytes(inspections)),
    ...(formats.size > 0 ? [`converted from ${[...formats].join('; ')}`] : []),
  ];
  return `${basename(first.version.path)}${others} (${facts.join(', ')})`;
}

function totalBytes(inspections: readonly Inspection[]): number {
  return inspections.reduce((sum, { version }) => sum + version.size, 0);
}
