import { jsonAnswer, RequestError, type Answer } from './answer';
import type { ExecutionRecord } from './model';
import { numberParameter, readJsonObject, textParameter, type Call, type Route } from './routing';
import { streamsPath, type Services } from './services';

/** Finds the execution that a path names; throws 404. */
type Find = (call: Call) => ExecutionRecord;

/** Both families of upload routes: the specification's `data/{dataId}`, and the one of live clients. */
export function uploadRoutes(services: Services): Route[] {
  const data = `${streamsPath}/:id/data/:dataId`;
  const execution = `${streamsPath}/:id/executions/:executionId`;
  const byData: Find = (call) => findByDataId(services, call);
  const byExecution: Find = (call) => {
    const { id } = services.streams.get(numberParameter(call, 'id'));
    return services.executions.get(id, numberParameter(call, 'executionId'));
  };
  const put = (path: string, family: Route['family'], handle: Route['handle']): Route => ({
    method: 'PUT',
    path,
    family,
    handle,
  });
  return [
    put(`${data}/parts/:part`, 'specification', (call) => receivePart(services, call, byData)),
    put(`${data}/{action}`, 'specification', (call) => finalize(services, call, byData)),
    put(`${execution}/part/:part`, 'live', (call) => receivePart(services, call, byExecution)),
    put(`${execution}/commit`, 'live', (call) => commit(services, call, byExecution)),
    put(`${execution}/abort`, 'live', (call) => abort(services, call, byExecution)),
  ];
}

/** `dataId` is the execution's `uploadId`; its `executionId` is taken as well. */
function findByDataId({ streams, executions }: Services, call: Call): ExecutionRecord {
  const { id } = streams.get(numberParameter(call, 'id'));
  const dataId = numberParameter(call, 'dataId');
  for (const record of executions.newestFirst(id))
    if (record.execution.uploadId === dataId) return record;
  return executions.get(id, dataId);
}

/** Parts count from 1; one that is sent again takes the place of the former. */
async function receivePart(services: Services, call: Call, find: Find): Promise<Answer> {
  const part = numberParameter(call, 'part');
  if (part < 1) throw new RequestError(400, 'Parts are numbered from 1.');
  const requireWaiting = (): ExecutionRecord => {
    const record = find(call);
    services.lifecycle.requireWaiting(record);
    return record;
  };
  const { streamId, executionId } = requireWaiting().execution;
  const columns = services.streams.get(streamId).schemaDefinition?.columns.length;
  const key = { streamId, executionId };
  await services.parts.receive(key, part, call.request, columns, call.received, requireWaiting);
  return jsonAnswer(find(call).execution);
}

function finalize(services: Services, call: Call, find: Find): Promise<Answer> {
  const action = textParameter(call, 'action');
  if (action === 'commit') return commit(services, call, find);
  if (action === 'abort') return abort(services, call, find);
  throw new RequestError(400, `The action must be commit or abort, not ${action}.`);
}

/** The answer is the execution, still ACTIVE: clients have to ask for its end. */
async function commit(services: Services, call: Call, find: Find): Promise<Answer> {
  await readJsonObject(call);
  return jsonAnswer(services.lifecycle.commit(find(call)));
}

/** The body may say why: `{category, message}`. */
async function abort(services: Services, call: Call, find: Find): Promise<Answer> {
  const { category, message } = await readJsonObject(call);
  const execution = services.lifecycle.abort(
    find(call),
    typeof category === 'string' ? category : 'USER',
    typeof message === 'string' ? message : 'Aborted.',
  );
  return jsonAnswer(execution);
}
