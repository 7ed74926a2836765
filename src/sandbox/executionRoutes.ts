import { emptyAnswer, jsonAnswer, jsonRowsAnswer, RequestError, type Answer } from './answer';
import { countField, textOrNullField, updateMethodField } from './fields';
import type { JsonObject } from './json';
import type { Execution } from './model';
import { numberParameter, pageOf, readJsonObject, type Call, type Route } from './routing';
import { streamsPath, type Services } from './services';

/** Executions, as the specification lists them. */
export function executionRoutes(services: Services): Route[] {
  const all = `${streamsPath}/:id/executions`;
  const one = `${all}/:executionId`;
  return [
    { method: 'GET', path: all, family: 'both', handle: (call) => list(services, call) },
    { method: 'POST', path: all, family: 'both', handle: (call) => create(services, call) },
    { method: 'GET', path: one, family: 'both', handle: (call) => get(services, call) },
    { method: 'PUT', path: one, family: 'both', handle: (call) => update(services, call) },
    { method: 'DELETE', path: one, family: 'both', handle: (call) => remove(services, call) },
  ];
}

/** Ascending by id, as on live instances; there is no sort parameter. */
function list({ streams, executions }: Services, call: Call): Answer {
  const { id } = streams.get(numberParameter(call, 'id'));
  const { limit, offset } = pageOf(call.query);
  const page = executions.ids(id).slice(offset, offset + limit);
  return jsonRowsAnswer(page.map((executionId) => executions.get(id, executionId).execution));
}

/** An empty body will do; `updateMethod` overrides the stream's own. */
async function create({ streams, lifecycle }: Services, call: Call): Promise<Answer> {
  const body = await readJsonObject(call);
  const stream = streams.get(numberParameter(call, 'id'));
  const { updateMethod, runType } = body;
  // Public clients send null where the user chose nothing.
  const method = updateMethodField(updateMethod ?? stream.updateMethod);
  if (runType !== undefined && runType !== 'MANUAL' && runType !== 'AUTOMATED')
    throw new RequestError(400, 'runType must be MANUAL or AUTOMATED.');
  return jsonAnswer(lifecycle.start(stream.id, method, runType ?? 'MANUAL'), 201);
}

function get({ streams, executions }: Services, call: Call): Answer {
  const { id } = streams.get(numberParameter(call, 'id'));
  return jsonAnswer(executions.get(id, numberParameter(call, 'executionId')).execution);
}

/**
 * The specification names this call and nothing more. The fields that describe how to load can be
 * changed, `updateMethod` only while parts are awaited; all others are ignored.
 */
async function update({ streams, executions, lifecycle }: Services, call: Call): Promise<Answer> {
  const body = await readJsonObject(call);
  const { id } = streams.get(numberParameter(call, 'id'));
  const record = executions.get(id, numberParameter(call, 'executionId'));
  const fields = updatedFields(body);
  const changesMethod =
    fields.updateMethod !== undefined && fields.updateMethod !== record.execution.updateMethod;
  if (changesMethod) lifecycle.requireWaiting(record);
  return jsonAnswer(executions.change(record, fields, record.stage).execution);
}

function updatedFields(body: JsonObject): Partial<Execution> {
  const { updateMethod, dataTag, retryCount } = body;
  const flags = ['index', 'exportable', 'manualIndex', 'retryExecution'].flatMap((name) => {
    const value = body[name];
    if (value === undefined) return [];
    if (typeof value !== 'boolean') throw new RequestError(400, `${name} must be true or false.`);
    return [[name, value] as const];
  });
  return {
    ...(updateMethod !== undefined && { updateMethod: updateMethodField(updateMethod) }),
    ...(dataTag !== undefined && { dataTag: textOrNullField('dataTag', dataTag) }),
    ...(retryCount !== undefined && { retryCount: countField('retryCount', retryCount) }),
    ...Object.fromEntries(flags),
  };
}

function remove({ streams, executions, lifecycle }: Services, call: Call): Answer {
  const { id } = streams.get(numberParameter(call, 'id'));
  lifecycle.remove(executions.get(id, numberParameter(call, 'executionId')));
  return emptyAnswer();
}
