// The namespace form lets the bundler leave out what isn't used.
import * as z from 'zod';
import { text, type Text } from '../../base/text';
import { readElement } from './elements';
import {
  columns,
  executionErrors,
  id,
  instantMilliseconds,
  lenient,
  looseNumber,
  looseText,
  optional,
} from './fields';
import type { JsonObject } from '../../base/json';
import type { Execution, Stream } from './model';
import { readersOf } from './readers';

/*
 * What comes in is read with tolerance: unknown fields pass, absent ones may be absent or null, ids
 * come as numbers or strings. What the extension relies on is held strictly. The schemas only read;
 * the JSON as it came stays beside the view, so that a round trip loses nothing.
 */

const execution = z
  .object({
    // `id` is what the public API calls it.
    executionId: id.optional(),
    id: id.optional(),
    streamId: optional(id),
    uploadId: optional(looseText),
    currentState: optional(z.string()),
    currentPhase: optional(z.string()),
    updateMethod: optional(z.string()),
    runType: optional(z.string()),
    toe: optional(z.string()),
    startedAt: optional(instantMilliseconds),
    endedAt: optional(instantMilliseconds),
    rowsInserted: optional(looseNumber),
    bytesInserted: optional(looseNumber),
    errors: optional(executionErrors.nullish()),
  })
  .refine((value) => value.executionId !== undefined || value.id !== undefined, {
    message: 'expected a whole number',
    path: ['executionId'],
  });

const dataSource = z.object({
  id: optional(looseText),
  name: lenient(looseText),
  description: lenient(looseText),
  rowCount: lenient(looseNumber),
  owner: lenient(z.object({ id: optional(looseText), name: lenient(looseText) })),
});

const stream = z.object({
  id,
  transport: lenient(z.object({ type: optional(looseText), description: lenient(looseText) })),
  updateMethod: lenient(looseText),
  dataProvider: lenient(z.object({ key: optional(looseText), name: lenient(looseText) })),
  dataSource: optional(dataSource),
  schemaDefinition: optional(z.object({ columns: optional(columns.nullish()) })),
  scheduleExpression: lenient(looseText),
  scheduleState: lenient(looseText),
  schedule: lenient(z.object({ cron: optional(looseText), expression: optional(looseText) })),
  currentExecutionState: lenient(looseText),
  lastExecution: optional(execution),
  currentExecution: optional(execution),
  modifiedAt: lenient(instantMilliseconds),
});

/** Reads streams in the form of the specification or of live instances. */
export const streamReaders = readersOf<Stream>({
  element: (element) => readElement(stream, toStream, element),
  bare: (id) => ({ id }),
  odd: oddStream,
});

/** Reads executions in the form of the specification or of live instances. */
export const executionReaders = readersOf<Execution>({
  element: (element) => readElement(execution, toExecution, element),
  bare: (executionId) => ({ executionId }),
  odd: oddExecution,
});

export const { one: readStream, any: readAnyStream, list: readStreams } = streamReaders;
export const { one: readExecution, any: readAnyExecution, list: readExecutions } = executionReaders;

function oddStream(problem: Text | undefined): Text {
  return text(
    'Domo returned a stream in an unexpected format: {0}. Check the stream in Domo.',
    problem ?? '',
  );
}

function oddExecution(problem: Text | undefined): Text {
  return text(
    'Domo returned an execution in an unexpected format: {0}. Check the stream in Domo.',
    problem ?? '',
  );
}

function toExecution(view: z.output<typeof execution>, raw: JsonObject): Execution {
  const { executionId, id: publicId, errors, ...rest } = view;
  return { ...rest, executionId: executionId ?? publicId ?? 0, errors: errors ?? [], raw };
}

function toStream(view: z.output<typeof stream>, raw: JsonObject): Stream {
  const nested = (key: string): JsonObject => (raw[key] ?? {}) as JsonObject;
  return {
    id: view.id,
    transportType: view.transport?.type,
    updateMethod: view.updateMethod,
    provider: view.dataProvider?.name ?? view.dataProvider?.key,
    dataSourceId: view.dataSource?.id,
    name: view.dataSource?.name,
    description: view.dataSource?.description,
    rowCount: view.dataSource?.rowCount,
    owner: view.dataSource?.owner?.name ?? view.dataSource?.owner?.id,
    columns: view.schemaDefinition?.columns,
    cron: view.scheduleExpression ?? view.schedule?.cron,
    scheduleState: view.scheduleState,
    state: view.currentExecutionState ?? view.lastExecution?.currentState,
    lastExecution: view.lastExecution && toExecution(view.lastExecution, nested('lastExecution')),
    currentExecution:
      view.currentExecution && toExecution(view.currentExecution, nested('currentExecution')),
    modifiedAt: view.modifiedAt,
    raw,
  };
}
