import { buildStream } from './building';
import { dataProviderField, filledTextField, objectField, transportField } from './fields';
import type { JsonObject } from './json';
import { type StreamRecord } from './model';
import { owners } from './samples';
import { updatedStream } from './streamUpdate';

/**
 * The stream that a POST body asks for. The specification's example has `transport`, `dataSource` and
 * `account`; the first two are needed. It always comes with a new DataSet. Throws 400.
 */
export function createdStream(id: number, body: JsonObject): StreamRecord {
  const transport = transportField(body['transport']);
  const dataSource = objectField('dataSource', body['dataSource']);
  const now = Math.floor(Date.now() / 1000);
  const key = transport.type.toLowerCase();
  const plain = buildStream({
    id,
    name: filledTextField('dataSource.name', dataSource['name']),
    description: '',
    transport,
    // The DataSet takes its type from the provider once; a later change does not reach it.
    dataProvider:
      body['dataProvider'] === undefined
        ? { id: null, key, name: transport.type }
        : dataProviderField(body['dataProvider']),
    owner: owners.Mara,
    updateMethod: 'APPEND',
    account: null,
    columns: null,
    rowCount: 0,
    scheduleExpression: 'MANUAL',
    createdAt: now,
    modifiedAt: now,
  });
  const given = body['streamConfiguration'] ?? body['configuration'];
  // The form in which the settings first came is the one the stream keeps.
  const configuration = given === undefined || Array.isArray(given) ? [] : {};
  return updatedStream({ ...plain, configuration }, body, 'both');
}
