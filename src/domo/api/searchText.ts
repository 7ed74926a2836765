import { withoutCredentials } from '../instanceUrl';
import { searchKeys, type SearchKey, type StreamQuery } from './model';

const addressStart = /^\s*https?:\/\//i;
const dataSetIdPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The DataSet id that a text is, or that the address of a page in Domo holds. */
export function dataSetIdIn(text: string): string | undefined {
  const trimmed = text.trim();
  const id = dataSetIdPattern.exec(trimmed)?.[0];
  const isAlone = id?.length === trimmed.length;
  return isAlone || addressStart.test(trimmed) ? id?.toLowerCase() : undefined;
}

/** The search that a text alone stands for: a DataSet's id or address, or `key:value` as the API has it. */
export function queryIn(text: string): StreamQuery | undefined {
  const id = dataSetIdIn(text);
  if (id !== undefined) return { key: 'dataSource.id', value: id };
  const key = searchKeys.find((known) => text.trim().startsWith(`${known}:`));
  const value =
    key &&
    text
      .trim()
      .slice(key.length + 1)
      .trim();
  return value ? askedQuery(key, value) : undefined;
}

/** As it is asked of the server: a name without wildcards is meant to be a part of it. */
export function askedQuery(key: SearchKey, text: string): StreamQuery {
  const value = addressStart.test(text) ? withoutCredentials(text) : text.trim();
  if (key === 'dataSource.name' && !value.includes('*')) return { key, value: `*${value}*` };
  if (key === 'dataSource.id') return { key, value: dataSetIdIn(value) ?? value };
  return { key, value };
}
