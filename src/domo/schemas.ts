// The namespace form lets the bundler leave out what isn't used.
import * as z from 'zod';
import { text, type Text } from '../base/text';
import { DomoError } from './errors';
import { isExactNumber, literalOf, type ExactNumber } from './exactNumber';
import type { JsonObject, JsonValue } from './json';
import type { Execution, Stream } from './model';

/*
 * What comes in is read with tolerance: unknown fields pass, absent ones may be absent or null, ids
 * come as numbers or strings. What the extension relies on is held strictly. The schemas only read;
 * the JSON as it came stays beside the view, so that a round trip loses nothing.
 */

const id = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
const exact = z.custom<ExactNumber>(isExactNumber);
const looseText = z.union([z.string(), z.number().transform(String), exact.transform(literalOf)]);
const number = z.union([z.number(), exact.transform((value) => Number(literalOf(value)))]);
const looseNumber = z.union([
  number,
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
]);

function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Of another form it is left out of the view: the document of the stream has it, to be put right there. */
function lenient<T extends z.ZodType>(schema: T) {
  return optional(schema.nullish().catch(undefined));
}

/** Live instances: epoch seconds, whole or not. Specification: ISO text without zone, taken as UTC. */
const instantMilliseconds = z.union([
  // A number too large for seconds is already in milliseconds; DataSets have those.
  number.transform((value) => (value > 1e11 ? value : value * 1000)),
  z.string().transform((time) => {
    const instant = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
    return Number.isNaN(instant) ? undefined : instant;
  }),
]);

const executionError = z.object({
  code: optional(looseText),
  category: optional(z.string()),
  message: optional(z.string()),
});

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
    errors: optional(z.array(executionError)),
  })
  .refine((value) => value.executionId !== undefined || value.id !== undefined, {
    message: 'expected a whole number',
    path: ['executionId'],
  });

const column = z.object({ name: looseText, type: optional(looseText) });

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
  schemaDefinition: optional(z.object({ columns: optional(z.array(column)) })),
  // Live: an array of entries; specification: a map of names. Either is passed on as it is.
  configuration: lenient(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())])),
  scheduleExpression: lenient(looseText),
  scheduleState: lenient(looseText),
  schedule: lenient(z.object({ cron: optional(looseText), expression: optional(looseText) })),
  currentExecutionState: lenient(looseText),
  lastExecution: optional(execution),
  currentExecution: optional(execution),
  modifiedAt: lenient(instantMilliseconds),
});

/** @throws DomoError `unexpectedAnswer`, naming the field and the call */
export function readExecution(value: JsonValue | undefined, call: string): Execution {
  return toExecution(parse(execution, value, call, text('an execution')), value as JsonObject);
}

/** @throws DomoError `unexpectedAnswer`, naming the row, the field and the call */
export function readExecutions(value: JsonValue | undefined, call: string): Execution[] {
  const rows = value as JsonObject[];
  return parse(z.array(execution), value, call, text('a list of executions')).map((view, index) =>
    toExecution(view, rows[index] ?? {}),
  );
}

/** @throws DomoError `unexpectedAnswer`, naming the field and the call */
export function readStream(value: JsonValue | undefined, call: string): Stream {
  return toStream(parse(stream, value, call, text('a stream')), value as JsonObject);
}

/** @throws DomoError `unexpectedAnswer`, naming the row, the field and the call */
export function readStreams(value: JsonValue | undefined, call: string): Stream[] {
  const rows = value as JsonObject[];
  return parse(z.array(stream), value, call, text('a list of streams')).map((view, index) =>
    toStream(view, rows[index] ?? {}),
  );
}

function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  call: string,
  what: Text,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const detail = issue?.message ?? '';
  throw new DomoError(
    'unexpectedAnswer',
    field
      ? text('The answer is not {0} as Domo gives it. Field “{1}”: {2}.', what, field, detail)
      : text('The answer is not {0} as Domo gives it: {1}.', what, detail),
    { call, cause: result.error },
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
