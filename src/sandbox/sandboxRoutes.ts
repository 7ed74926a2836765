import { emptyAnswer, jsonAnswer, RequestError, type Answer } from './answer';
import { parseFaultRules } from './faultRules';
import { streamIdOf } from './identifiers';
import { messageOf } from './json';
import { readJson, textParameter, type Call, type Route } from './routing';
import type { Services } from './services';

/** The sandbox's own paths, for tests; Domo has nothing like them. Faults don't touch them. */
export function sandboxRoutes(services: Services): Route[] {
  const { faults, requestLog } = services;
  const route = (method: string, path: string, handle: Route['handle']): Route => ({
    method,
    path: `${sandboxPath}${path}`,
    family: 'both',
    handle,
  });
  return [
    route('GET', '/datasets/{file}', (call) => storedRows(services, call)),
    route('GET', '/faults', () => jsonAnswer(faults.counts())),
    route('PUT', '/faults', async (call) => {
      faults.replace(faultsFrom(await readJson(call)));
      return jsonAnswer(faults.counts());
    }),
    route('GET', '/requests', () => jsonAnswer(requestLog.entries())),
    route('DELETE', '/requests', () => {
      requestLog.clear();
      return emptyAnswer();
    }),
  ];
}

/** Where the sandbox's own paths are. */
export const sandboxPath = '/sandbox';

function faultsFrom(value: unknown): ReturnType<typeof parseFaultRules> {
  try {
    return parseFaultRules(value);
  } catch (error) {
    throw new RequestError(400, messageOf(error));
  }
}

/** The rows that arrived, without a header; the DataSet may have outlived its stream. */
function storedRows({ streams, dataSets }: Services, call: Call): Answer {
  const dataSetId = /^(.+)\.csv$/.exec(textParameter(call, 'file'))?.[1]?.toLowerCase();
  const streamId = dataSetId === undefined ? undefined : streamIdOf(dataSetId);
  const exists =
    streamId !== undefined &&
    (streams.find(streamId) !== undefined || streams.wasDeleted(streamId));
  if (!exists || dataSetId === undefined) throw new RequestError(404, 'There is no such DataSet.');
  const headers = { 'content-type': 'text/csv;charset=utf-8' };
  return { status: 200, headers, body: dataSets.read(dataSetId) };
}
