import type * as vscode from 'vscode';
import { errorMessageOf, type ExecutionRow, type StreamRow } from '../../domo/api/model';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatInstant,
  formatRows,
} from '../../base/format';
import { t } from '../../base/l10n';
import { Markdown, markdown, markdownString } from '../shell/markdown';
import { markdownText, oneLine, plainLines } from '../../base/plainText';
import { scheduleInWords } from '../../streams/schedule';
import { errorLines } from '../../streams/errorSummary';
import type { ConnectionNode, StreamsTreeNode } from '../../streams/nodes';
import { streamName } from '../../domo/streamName';

type Fact = readonly [name: string, value: string | undefined];

/** A description can be a whole page; the document has all of it. */
const longestText = 500;

/** What a node's tooltip shows. Text from the server shows as text. */
export async function tooltipOf(
  node: StreamsTreeNode,
  nowMilliseconds: number,
): Promise<vscode.MarkdownString | string | undefined> {
  switch (node.type) {
    case 'connection':
      return connectionTooltip(node);
    case 'stream':
      return streamTooltip(node.stream, nowMilliseconds);
    case 'execution':
      return executionTooltip(node.execution, nowMilliseconds);
    case 'error':
      return plainLines(errorLines(node.error).join('\n'));
    default:
      return undefined;
  }
}

function connectionTooltip({ connection, state, streams }: ConnectionNode): string {
  const words = {
    unknown: '',
    connected: t('Connected'),
    signedOut: t('Signed out'),
    failing: t('Answered with an error'),
    unreachable: t('Unreachable'),
  };
  const why = streams.error === undefined ? [] : errorLines(streams.error);
  const access = connection.readOnly ? t('Read-only') : '';
  const lines = [oneLine(connection.name), connection.url, access, words[state], ...why];
  return plainLines(lines.filter(Boolean).join('\n'));
}

async function streamTooltip(stream: StreamRow, now: number): Promise<vscode.MarkdownString> {
  const last = stream.currentExecution ?? stream.lastExecution;
  const error = last && errorMessageOf(last);
  return facts(streamName(stream), stream.description, [
    [t('Stream'), String(stream.id)],
    [t('DataSet'), stream.dataSourceId],
    [t('Owner'), stream.owner],
    [t('Transport'), transportText(stream)],
    [t('Update method'), stream.updateMethod],
    [t('Schedule'), await scheduleInWords(stream)],
    [t('Rows'), countText(stream.rowCount)],
    [t('Last run'), last && runInWords(last, now)],
    [t('Error'), error],
    ['toe', error && last.toe],
  ]);
}

/** A provider is mostly named as its transport is. */
function transportText({ transportType, provider }: StreamRow): string {
  return [...new Set([transportType, provider].filter(Boolean))].join(', ');
}

/** `SUCCESS, 5 min ago, took 12 s, 500 rows, 32 KB`. */
function runInWords(execution: ExecutionRow, now: number): string {
  const { startedAt, endedAt, rowsInserted, bytesInserted } = execution;
  const took =
    startedAt === undefined || endedAt === undefined
      ? undefined
      : t('took {0}', formatDuration(endedAt - startedAt));
  const rows = rowsInserted ? formatRows(rowsInserted) : undefined;
  const bytes = bytesInserted ? formatBytes(bytesInserted) : undefined;
  return [stateInWords(execution, now), took, rows, bytes].filter(Boolean).join(', ');
}

function executionTooltip(execution: ExecutionRow, now: number): vscode.MarkdownString {
  const { startedAt, endedAt, bytesInserted } = execution;
  const duration =
    startedAt === undefined ? undefined : formatDuration((endedAt ?? now) - startedAt);
  return facts(t('Execution {0}', execution.executionId), undefined, [
    [t('State'), stateInWords(execution, now)],
    [t('Phase'), endedAt === undefined ? execution.currentPhase : undefined],
    [t('Run type'), execution.runType],
    [t('Update method'), execution.updateMethod],
    [t('Started'), startedAt === undefined ? undefined : formatInstant(startedAt, 'medium')],
    [endedAt === undefined ? t('Runs for') : t('Duration'), duration],
    [t('Rows'), countText(execution.rowsInserted)],
    [t('Size'), bytesInserted === undefined ? undefined : formatBytes(bytesInserted)],
    [t('Error'), errorMessageOf(execution)],
    ['toe', execution.toe],
  ]);
}

function facts(
  title: string,
  text: string | undefined,
  rows: readonly Fact[],
): vscode.MarkdownString {
  const shortened = (value: string): Markdown => new Markdown(markdownText(value, longestText));
  const lines = rows.flatMap(([name, value]) =>
    value ? [markdown`${name}: ${shortened(value)}`.source] : [],
  );
  const paragraphs = [
    markdown`**${title}**`.source,
    ...(text ? [shortened(text).source] : []),
    lines.join('  \n'),
  ];
  return markdownString(new Markdown(paragraphs.join('\n\n')));
}

function countText(count: number | undefined): string | undefined {
  return count === undefined ? undefined : formatCount(count);
}

function stateInWords({ currentState, endedAt, startedAt }: ExecutionRow, now: number): string {
  const when = endedAt ?? startedAt;
  return [currentState, when !== undefined && formatAge(when, now)].filter(Boolean).join(', ');
}
