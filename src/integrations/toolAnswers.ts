import { text } from '../base/text';
import type { DomoClient } from '../domo/client';
import { outcomeOf, type Execution, type Stream } from '../domo/api/model';
import { ArgumentError, idField, optionalField, textField } from '../base/arguments';
import { findStreams, withNames } from '../domo/flows/findStreams';
import { executionFacts, executionRow, factsOf, rowOf, type Facts } from './streamFacts';

/** What a model gave; it may be anything. */
export type ToolInput = Readonly<Record<string, unknown>>;

type Answer = (client: DomoClient, input: ToolInput, signal: AbortSignal) => Promise<Facts>;

/** More would fill a model's window with what it did not ask for. */
const mostRows = 25;

/** What each tool answers, by its name. Nothing here writes. */
export const toolAnswers: Readonly<Record<string, Answer>> = {
  domo_list_streams: listStreams,
  domo_read_stream: async (client, input, signal) =>
    factsOf(await client.streams.get(neededId(input, 'streamId'), { signal })),
  domo_list_executions: listExecutions,
  domo_explain_execution: explainExecution,
};

/** By the number of streams that are found, a model could guess a password character by character. */
const secretSearch = /^account\.configurations\.value\s*:/i;

function refusedSearch(): ArgumentError {
  return new ArgumentError(
    text(
      'Tools can’t search by account.configurations.value, as it may hold passwords. Search by another key.',
    ),
  );
}

async function listStreams(
  client: DomoClient,
  input: ToolInput,
  signal: AbortSignal,
): Promise<Facts> {
  const query = optionalField(textField, input, 'query')?.trim();
  if (query && secretSearch.test(query)) throw refusedSearch();
  const offset = startOf(input['offset']);
  if (query) return pageOf(client, await findStreams(client, query, signal), offset, signal);
  const page = { limit: mostRows, offset };
  const { items, next, isWhole } = await client.readStreamPage(page, { signal });
  if (isWhole) return pageOf(client, items, offset, signal);
  const rows = await withNames(client, items, signal);
  return { streams: rows.map(rowOf), more: moreText(next) };
}

/** A part of a list that is here in whole. */
async function pageOf(
  client: DomoClient,
  all: readonly Stream[],
  offset: number,
  signal: AbortSignal,
): Promise<Facts> {
  const end = offset + mostRows;
  const rows = await withNames(client, all.slice(offset, end), signal);
  const more = moreText(end < all.length ? end : undefined);
  return { found: all.length, streams: rows.map(rowOf), more };
}

function moreText(nextOffset: number | undefined): string | undefined {
  return nextOffset === undefined
    ? undefined
    : `There are more: call again with offset ${nextOffset}.`;
}

async function listExecutions(
  client: DomoClient,
  input: ToolInput,
  signal: AbortSignal,
): Promise<Facts> {
  const streamId = neededId(input, 'streamId');
  const olderCount = optionalField(idField, input, 'olderCount');
  const page =
    olderCount === undefined
      ? await client.newestExecutions(streamId, mostRows, { signal })
      : await client.olderExecutions(streamId, olderCount, mostRows, { signal });
  const left = page.remaining;
  return {
    executions: page.items.slice(0, mostRows).map(executionRow),
    more: left > 0 ? `${left} are older: call again with olderCount ${left}.` : undefined,
  };
}

async function explainExecution(
  client: DomoClient,
  input: ToolInput,
  signal: AbortSignal,
): Promise<Facts> {
  const streamId = neededId(input, 'streamId');
  const stream = await client.streams.get(streamId, { signal });
  const { items: executions } = await client.newestExecutions(streamId, mostRows, { signal });
  const executionId =
    optionalField(idField, input, 'executionId') ??
    executions.find(hasFailed)?.executionId ??
    undefined;
  if (executionId === undefined)
    return { stream: rowOf(stream), note: `None of the newest ${executions.length} has failed.` };
  const execution = await client.executions.get(streamId, executionId, { signal });
  const lastGood = executions.find(({ currentState }) => outcomeOf(currentState) === 'succeeded');
  return {
    stream: rowOf(stream),
    execution: executionFacts(execution),
    newestThatSucceeded: lastGood && executionRow(lastGood),
    note: noteOn(execution),
  };
}

function hasFailed({ currentState, endedAt }: Execution): boolean {
  return outcomeOf(currentState, endedAt) === 'failed';
}

/** What the facts alone don't tell. */
function noteOn({ currentState, endedAt, errors, toe }: Execution): string {
  const outcome = outcomeOf(currentState, endedAt);
  if (outcome === 'running') return 'It has not ended: it runs, or waits for parts.';
  if (outcome === 'succeeded') return 'It has not failed.';
  if (errors.length === 0) return 'Domo keeps no error with this execution.';
  return toe === undefined
    ? 'The errors are Domo’s own words.'
    : 'Domo’s support asks for the toe.';
}

function neededId(input: ToolInput, name: string): number {
  const id = optionalField(idField, input, name);
  if (id !== undefined) return id;
  throw new ArgumentError(text('{0} is missing: it must be a whole number above 0.', name));
}

function startOf(offset: unknown): number {
  if (offset === undefined || offset === 0 || offset === null) return 0;
  return optionalField(idField, { offset }, 'offset') ?? 0;
}
