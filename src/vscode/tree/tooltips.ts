import * as vscode from 'vscode';
import { errorTextOf, type Execution, type Stream } from '../../domo/model';
import { formatAge, formatBytes, formatCount, formatDuration } from '../ui/format';
import { scheduleInWords } from '../ui/scheduleWords';
import type { StreamsTreeNode } from './nodes';

type Fact = readonly [name: string, value: string | undefined];

/** What a node tells when one points at it. All text from the server is escaped: it shows as text. */
export function tooltipOf(
  node: StreamsTreeNode,
  nowMilliseconds: number,
): vscode.MarkdownString | string | undefined {
  switch (node.type) {
    case 'connection':
      return `${node.connection.name}\n${node.connection.url}`;
    case 'stream':
      return streamTooltip(node.stream, nowMilliseconds);
    case 'execution':
      return executionTooltip(node.execution, nowMilliseconds);
    case 'error':
      return node.error instanceof Error ? node.error.message : String(node.error);
    default:
      return undefined;
  }
}

function streamTooltip(stream: Stream, now: number): vscode.MarkdownString {
  const last = stream.currentExecution ?? stream.lastExecution;
  return facts(stream.name ?? `Stream ${stream.id}`, stream.description, [
    ['Stream', String(stream.id)],
    ['DataSet', stream.dataSourceId],
    ['Owner', stream.owner],
    ['Transport', [stream.transportType, stream.provider].filter(Boolean).join(', ')],
    ['Update method', stream.updateMethod],
    ['Schedule', scheduleInWords(stream)],
    ['Rows', stream.rowCount === undefined ? undefined : formatCount(stream.rowCount)],
    ['Last run', last && executionInWords(last, now)],
    ['Error', last && errorTextOf(last)],
  ]);
}

function executionTooltip(execution: Execution, now: number): vscode.MarkdownString {
  const { startedAt, endedAt, rowsInserted, bytesInserted } = execution;
  const duration =
    startedAt !== undefined && endedAt !== undefined
      ? formatDuration(endedAt - startedAt)
      : undefined;
  return facts(`Execution ${execution.executionId}`, undefined, [
    ['State', executionInWords(execution, now)],
    ['Phase', execution.currentPhase],
    ['Update method', execution.updateMethod],
    ['Started', startedAt === undefined ? undefined : new Date(startedAt).toLocaleString()],
    ['Duration', duration],
    ['Rows', rowsInserted === undefined ? undefined : formatCount(rowsInserted)],
    ['Bytes', bytesInserted === undefined ? undefined : formatBytes(bytesInserted)],
    ['Error', errorTextOf(execution)],
    ['toe', execution.toe],
  ]);
}

function facts(
  title: string,
  text: string | undefined,
  rows: readonly Fact[],
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n');
  if (text) markdown.appendText(text).appendMarkdown('\n\n');
  for (const [name, value] of rows) {
    if (value) markdown.appendMarkdown(`${name}: `).appendText(value).appendMarkdown('  \n');
  }
  return markdown;
}

function executionInWords({ currentState, endedAt, startedAt }: Execution, now: number): string {
  const when = endedAt ?? startedAt;
  return [currentState, when !== undefined && formatAge(when, now)].filter(Boolean).join(', ');
}
