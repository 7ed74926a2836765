import { text } from '../base/text';
import { isJsonObject, type JsonObject, type JsonValue } from '../base/json';
import { entriesByName, isSame } from './compare';
import { DocumentError } from './documentError';
import { streamFieldRule } from './fieldRules';

/** What a definition has of the objects whose other fields are the server's to tell. */
const definingFields: Readonly<Record<string, readonly string[]>> = {
  dataSource: ['name', 'description'],
  account: ['id'],
  dataProvider: ['key', 'name'],
};

/** What a person defines of a stream, without what the server keeps: it can live in git. */
export function definitionOf(stream: JsonObject): JsonObject {
  const fields = Object.entries(stream).flatMap(([field, value]) => {
    if (streamFieldRule([field]) !== 'updatable' || isEmpty(value)) return [];
    return [[field, definingValue(field, value)] as const];
  });
  return Object.fromEntries(fields);
}

function isEmpty(value: JsonValue): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function definingValue(field: string, value: JsonValue): JsonValue {
  const kept = definingFields[field];
  if (kept && isJsonObject(value)) return pick(value, kept);
  // The entries of a configuration name the stream that they belong to.
  if (Array.isArray(value) && isSettings(field))
    return value.map((entry) => without(entry, 'streamId'));
  const columns = field === 'schemaDefinition' && isJsonObject(value) && value['columns'];
  if (Array.isArray(columns))
    return { ...(value as JsonObject), columns: columns.map((column) => without(column, 'id')) };
  return value;
}

function isSettings(field: string): boolean {
  return field === 'configuration' || field === 'streamConfiguration';
}

function pick(value: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => fields.includes(key)));
}

function without(value: JsonValue, field: string): JsonValue {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== field));
}

/**
 * A stream as a definition has it. What the definition does not name stays, and so do the fields inside of
 * objects and entries that are the server's.
 * @throws DocumentError `noDefinition` where it names nothing that can be changed
 */
export function applyDefinition(stream: JsonObject, definition: JsonObject): JsonObject {
  const defined = Object.entries(definitionOf(withConfiguration(definition)));
  if (defined.length === 0)
    throw new DocumentError(
      'noDefinition',
      text(
        'This file defines nothing of a stream. Choose one that Save Definition to File has made.',
      ),
    );
  const fields = defined.map(([field, value]) => {
    const apply = isSettings(field) ? appliedSettings : applied;
    return [field, apply(stream[field], value)] as const;
  });
  return { ...stream, ...Object.fromEntries(fields) };
}

/** The specification's update has the configuration under another name than its answer. */
function withConfiguration(definition: JsonObject): JsonObject {
  const { streamConfiguration, ...others } = definition;
  return streamConfiguration === undefined
    ? others
    : { configuration: streamConfiguration, ...others };
}

function applied(present: JsonValue | undefined, defined: JsonValue): JsonValue {
  if (isJsonObject(defined)) return isJsonObject(present) ? overlaid(present, defined) : defined;
  const entries = entriesByName(present);
  if (!Array.isArray(defined) || !entries) return defined;
  return defined.map((entry) => {
    if (!isJsonObject(entry) || typeof entry['name'] !== 'string') return entry;
    return { ...entries.get(entry['name']), ...entry };
  });
}

/** With another id it is another one, such as another account: nothing of the former holds. */
function overlaid(present: JsonObject, defined: JsonObject): JsonObject {
  const isOther = defined['id'] !== undefined && !isSame(defined['id'], present['id']);
  if (isOther) return defined;
  const fields = Object.entries(defined).map(
    ([key, value]) => [key, applied(present[key], value)] as const,
  );
  return { ...present, ...Object.fromEntries(fields) };
}

/** All settings are those of the definition, in the form of the stream: a map or a list. */
function appliedSettings(present: JsonValue | undefined, defined: JsonValue): JsonValue {
  const settings = settingsIn(defined);
  if (!settings || (!isJsonObject(present) && !Array.isArray(present))) return defined;
  if (isJsonObject(present))
    return Object.fromEntries(
      settings.map(({ name, value, type = 'string' }) => {
        const former = present[name];
        return [name, { ...(isJsonObject(former) ? former : { type }), value }];
      }),
    );
  const former = entriesByName(present);
  return settings.map(({ name, ...setting }) => ({
    category: 'METADATA',
    type: 'string',
    ...former?.get(name),
    name,
    ...setting,
  }));
}

interface Setting {
  readonly name: string;
  readonly value: JsonValue;
  readonly [field: string]: JsonValue;
}

/** Undefined where they are in neither of the two forms. */
function settingsIn(defined: JsonValue): Setting[] | undefined {
  if (isJsonObject(defined))
    return Object.entries(defined).map(([name, setting]) =>
      isJsonObject(setting) ? { value: '', ...setting, name } : { name, value: setting },
    );
  const entries = entriesByName(defined);
  return entries && [...entries].map(([name, entry]) => ({ value: '', ...entry, name }));
}
