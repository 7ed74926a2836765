import { isJsonObject, type JsonObject, type JsonValue } from '../base/json';
import { stringifyJson } from '../base/jsonText';

/** What one looks for first stands first; the rest follows by name, so that the order never changes. */
const firstKeys = [
  'id',
  'executionId',
  'streamId',
  'name',
  'description',
  'type',
  'dataSource',
  'transport',
  'dataProvider',
  'updateMethod',
  'account',
  'configuration',
  'schemaDefinition',
  'schedule',
  'scheduleState',
  'scheduleExpression',
];

/** The text of a document: the server's JSON in a stable key order, two spaces, a final line break. */
export function renderDocument(body: JsonObject): string {
  return `${stringifyJson(ordered(body), 2)}\n`;
}

function ordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isJsonObject(value)) return value;
  const keys = Object.keys(value).sort(compareKeys);
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key] ?? null)]));
}

function compareKeys(left: string, right: string): number {
  return rank(left) - rank(right) || (left < right ? -1 : Number(left > right));
}

function rank(key: string): number {
  const index = firstKeys.indexOf(key);
  return index < 0 ? firstKeys.length : index;
}
