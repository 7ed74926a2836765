import { RequestError } from './answer';
import { isJsonObject, type JsonObject } from './json';
import {
  columnTypes,
  updateMethods,
  type Column,
  type DataProvider,
  type Transport,
  type UpdateMethod,
} from './model';
import { buildColumn } from './building';

/** Checks of single fields in bodies of streams. All throw 400 and name the field. */

export function updateMethodField(value: unknown): UpdateMethod {
  const method = updateMethods.find((known) => known === value);
  if (method) return method;
  throw new RequestError(400, `updateMethod must be one of ${updateMethods.join(', ')}.`);
}

export function textField(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new RequestError(400, `${name} must be a text.`);
}

export function filledTextField(name: string, value: unknown): string {
  const text = textField(name, value);
  if (text.trim() !== '') return text;
  throw new RequestError(400, `${name} must not be empty.`);
}

export function textOrNullField(name: string, value: unknown): string | null {
  return value === null ? null : textField(name, value);
}

/** A whole number from 0. */
export function countField(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new RequestError(400, `${name} must be a whole number from 0.`);
}

export function objectField(name: string, value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw new RequestError(400, `${name} must be an object.`);
}

export function transportField(value: unknown): Transport {
  const { type, description, version } = objectField('transport', value);
  const typeText = filledTextField('transport.type', type);
  if (!/^[A-Z][A-Z0-9_]*$/.test(typeText))
    throw new RequestError(400, `transport.type ${typeText} is not known.`);
  return {
    type: typeText,
    description: textOrNullField('transport.description', description ?? null),
    version: textOrNullField('transport.version', version ?? null),
  };
}

export function dataProviderField(value: unknown): DataProvider {
  const { id, key, name } = objectField('dataProvider', value);
  const keyText = filledTextField('dataProvider.key', key);
  return {
    id: typeof id === 'number' ? id : null,
    key: keyText,
    name: textField('dataProvider.name', name ?? keyText),
  };
}

/** Null takes the schema away. Names that differ only by case are refused, as live instances do. */
export function schemaField(value: unknown): { columns: Column[] } | null {
  if (value === null) return null;
  const { columns } = objectField('schemaDefinition', value);
  if (!Array.isArray(columns) || columns.length === 0)
    throw new RequestError(400, 'schemaDefinition.columns must be an array of columns.');
  const checked = columns.map(columnField);
  const names = new Set(checked.map((column) => column.name.toLowerCase()));
  if (names.size < checked.length)
    throw new RequestError(400, 'schemaDefinition has two columns of the same name.');
  return { columns: checked };
}

function columnField(value: unknown, index: number): Column {
  const path = `schemaDefinition.columns[${index}]`;
  const column = objectField(path, value);
  const name = filledTextField(`${path}.name`, column['name']);
  const type = textField(`${path}.type`, column['type']);
  if (!columnTypes.includes(type))
    throw new RequestError(400, `${path}.type must be one of ${columnTypes.join(', ')}.`);
  const plain = buildColumn(name, type);
  const visible = typeof column['visible'] === 'boolean' ? column['visible'] : plain.visible;
  const metadata = isJsonObject(column['metadata']) ? column['metadata'] : {};
  return { ...plain, visible, metadata: { ...plain.metadata, ...metadata } };
}
