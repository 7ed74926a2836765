import { RequestError } from './answer';
import { isJsonObject } from './json';
import type { Configuration, ConfigurationEntry } from './model';

/**
 * Reads a configuration in either form, the specification's map (name → `{value, type}`) or the live
 * array, and gives it in the form the stream already has. Throws 400.
 */
export function configurationField(
  value: unknown,
  streamId: number,
  present: Configuration,
): Configuration {
  const entries = readEntries(value, streamId);
  if (Array.isArray(present)) return entries;
  return Object.fromEntries(entries.map((entry) => [entry.name, mapValue(entry)]));
}

function readEntries(value: unknown, streamId: number): ConfigurationEntry[] {
  if (Array.isArray(value))
    return value.map((entry: unknown, index) => {
      if (!isJsonObject(entry))
        throw new RequestError(400, `configuration[${index}] must be an object.`);
      return readEntry(entry, entry['name'], `configuration[${index}]`, streamId);
    });
  if (isJsonObject(value))
    return Object.entries(value).map(([name, entry]) => {
      if (!isJsonObject(entry))
        throw new RequestError(400, `configuration.${name} must be an object.`);
      return readEntry(entry, name, `configuration.${name}`, streamId);
    });
  throw new RequestError(400, 'The configuration must be an array or an object.');
}

function readEntry(
  entry: Record<string, unknown>,
  name: unknown,
  path: string,
  streamId: number,
): ConfigurationEntry {
  const { value, type, category } = entry;
  if (typeof name !== 'string' || name === '') throw new RequestError(400, `${path} needs a name.`);
  if (typeof value !== 'string') throw new RequestError(400, `${path}.value must be a text.`);
  return {
    streamId,
    category: typeof category === 'string' ? category : 'METADATA',
    name,
    type: typeof type === 'string' ? type : 'string',
    value,
  };
}

function mapValue({ value, type }: ConfigurationEntry): { value: string; type: string } {
  return { value, type };
}
