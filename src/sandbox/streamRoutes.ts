import { emptyAnswer, jsonAnswer, jsonRowsAnswer, RequestError, type Answer } from './answer';
import { streamIdOf } from './identifiers';
import { renderHistoryRow, renderSparseStream, renderStream } from './rendering';
import {
  numberParameter,
  pageOf,
  readJsonObject,
  textParameter,
  type Call,
  type Route,
} from './routing';
import { parseSearch } from './search';
import { streamsPath, type Services } from './services';
import { createdStream } from './streamCreation';
import { updatedStream } from './streamUpdate';

/** Clients ask for fifty at a time; this leaves room. */
const maximumBulkIds = 500;

/**
 * Streams. The family `live` marks what the specification does not know; live instances have it, as
 * seen in clients.
 */
export function streamRoutes(services: Services): Route[] {
  const { streams, executions } = services;
  const one = `${streamsPath}/:id`;
  const route = (
    method: string,
    path: string,
    family: Route['family'],
    handle: Route['handle'],
  ): Route => ({ method, path, family, handle });
  const get = (call: Call): Answer =>
    jsonAnswer(renderStream(streams.get(numberParameter(call, 'id')), executions));
  return [
    route('GET', `${streamsPath}/search`, 'both', (call) => search(services, call)),
    route('GET', `${streamsPath}/bulk`, 'live', (call) => bulk(services, call)),
    route('GET', `${streamsPath}/state/:id`, 'live', (call) => state(services, call)),
    route('GET', streamsPath, 'live', (call) => list(services, call)),
    route('POST', streamsPath, 'both', (call) => create(services, call)),
    route('GET', one, 'both', get),
    route('PUT', one, 'both', (call) => update(services, call)),
    route('DELETE', one, 'both', (call) => remove(services, call)),
    route('GET', `${one}/history/aggregate`, 'live', (call) => history(services, call)),
    route('GET', '/api/data/v2/datasources/{uuid}/schemas/latest', 'live', (call) =>
      latestSchema(services, call),
    ),
  ];
}

function* renderAll(services: Services, ids: readonly number[]): Generator {
  for (const id of ids) {
    // Deleted while the answer was being written.
    const stream = services.streams.find(id);
    if (stream) yield renderStream(stream, services.executions);
  }
}

/** The specification has no paging for a search, so there is none. */
function search({ streams, ...services }: Services, call: Call): Answer {
  const queries = call.query.getAll('q');
  if (queries.length > 1)
    throw new RequestError(400, 'Only one key can be searched for at a time.');
  const fits = parseSearch(queries[0]);
  const found = streams.ids.filter((id) => {
    const facts = streams.facts(id);
    return facts !== undefined && fits(facts);
  });
  return jsonRowsAnswer(renderAll({ streams, ...services }, found));
}

function list(services: Services, call: Call): Answer {
  const { limit, offset } = pageOf(call.query);
  const ids = services.streams.ids.slice(offset, offset + limit);
  if (!services.settings.sparse) return jsonRowsAnswer(renderAll(services, ids));
  return jsonRowsAnswer(ids.map((id) => renderSparseStream(services.streams.get(id))));
}

/** Ids that don't exist are left out. */
function bulk(services: Services, call: Call): Answer {
  const ids = (call.query.get('streamId') ?? '').split(',');
  if (!ids.every((id) => /^\d{1,15}$/.test(id)) || ids.length > maximumBulkIds)
    throw new RequestError(400, `streamId must be a list of up to ${maximumBulkIds} ids.`);
  return jsonRowsAnswer(renderAll(services, ids.map(Number)));
}

/** An array, whose first entry is the latest execution; empty where there was none. */
function state({ streams, executions }: Services, call: Call): Answer {
  const { id } = streams.get(numberParameter(call, 'id'));
  const [latest] = executions.newestFirst(id);
  return jsonAnswer(latest ? [latest.execution] : []);
}

function history({ streams, executions }: Services, call: Call): Answer {
  const { id } = streams.get(numberParameter(call, 'id'));
  const rows = [...executions.newestFirst(id)].map(({ execution }) => renderHistoryRow(execution));
  return jsonRowsAnswer(rows);
}

async function create({ streams, executions }: Services, call: Call): Promise<Answer> {
  const body = await readJsonObject(call);
  const stream = createdStream(streams.takeId(), body);
  streams.put(stream);
  return jsonAnswer(renderStream(stream, executions), 201);
}

async function update(services: Services, call: Call): Promise<Answer> {
  const { streams, executions, settings } = services;
  const body = await readJsonObject(call);
  const stream = streams.get(numberParameter(call, 'id'));
  const updated = updatedStream(stream, body, settings.configurationKey);
  streams.put(updated);
  return jsonAnswer(renderStream(updated, executions));
}

/** The DataSet stays; only the stream goes. */
function remove({ streams, executions, lifecycle }: Services, call: Call): Answer {
  const { id } = streams.get(numberParameter(call, 'id'));
  const active = executions.active(id);
  if (active) lifecycle.remove(active);
  executions.removeAll(id);
  streams.delete(id);
  return emptyAnswer();
}

function latestSchema({ streams }: Services, call: Call): Answer {
  const id = streamIdOf(textParameter(call, 'uuid'));
  const stream = id === undefined ? undefined : streams.find(id);
  if (!stream) throw new RequestError(404, 'There is no such DataSet.');
  return jsonAnswer({ schema: { columns: stream.schemaDefinition?.columns ?? [] } });
}
