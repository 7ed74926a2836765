import type { JsonObject, JsonValue } from '../base/json';
import { text, type Text } from '../base/text';
import type { UploadRoute } from '../domo/api/executions';
import type { CompressionSetting } from '../uploads/send/compression';

/** What a setting's value is taken for. `problem` says what is wrong with it. */
export interface ReadSetting<T> {
  readonly value: T;
  readonly problem?: Text;
}

/** One setting: its default, its JSON schema, and how a value is read. */
export interface Setting<T> {
  readonly default: T;
  readonly schema: JsonObject;
  /** `application` settings belong to the user; a workspace that isn't trusted can't set the others. */
  readonly scope?: 'application';
  /** Of a value that isn't undefined. */
  readonly read: (value: unknown) => ReadSetting<T>;
}

interface NumberLimits {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

/** A number that is taken within its limits, and rounded if it must be whole. */
function number<T extends number | null>(
  initial: T,
  { least, most, isWhole = false }: NumberLimits,
): Setting<number | T> {
  const type = isWhole ? 'integer' : 'number';
  const wrong = isWhole
    ? text('Use a whole number from {0} to {1}.', least, most)
    : text('Use a number from {0} to {1}.', least, most);
  return {
    default: initial,
    schema: { type: initial === null ? [type, 'null'] : type, minimum: least, maximum: most },
    read: (value) => {
      if (value === initial) return { value: initial };
      if (typeof value !== 'number' || Number.isNaN(value))
        return { value: initial, problem: wrong };
      const limited = Math.min(most, Math.max(least, value));
      const used = isWhole ? Math.round(limited) : limited;
      return used === value ? { value } : { value: used, problem: wrong };
    },
  };
}

/** One of some words; each has a description in the manifest's texts. */
function choice<T extends string>(initial: T, choices: readonly T[]): Setting<T> {
  return {
    default: initial,
    schema: { type: 'string', enum: [...choices] },
    read: (value) => {
      const found = choices.find((each) => each === value);
      return found === undefined
        ? { value: initial, problem: text('Use one of {0}.', choices.join(', ')) }
        : { value: found };
    },
  };
}

const connectionProperties = {
  id: { type: 'string', pattern: '^[\\w.-]+$' },
  name: { type: 'string' },
  url: { type: 'string' },
  readOnly: { type: 'boolean', default: false },
} as const;

/** The list of connections; each entry is checked when it is read. */
const connections: Setting<readonly unknown[]> = {
  default: [],
  scope: 'application',
  schema: {
    type: 'array',
    items: {
      type: 'object',
      required: ['id', 'url'],
      additionalProperties: false,
      properties: connectionProperties,
    },
  },
  read: (value) =>
    Array.isArray(value)
      ? { value: value as unknown[] }
      : { value: [], problem: text('Use a list of connections.') },
};

/** All settings, by their names below `domoStreams.`: the one place that declares them. */
export const settings = {
  connections,
  /** Null: chosen to fit the file. */
  'upload.partSizeMiB': number(null, { least: 1, most: 100 }),
  'upload.concurrency': number(4, { least: 1, most: 16, isWhole: true }),
  'upload.compression': choice<CompressionSetting>('auto', ['auto', 'gzip', 'none']),
  'upload.route': choice<'auto' | UploadRoute>('auto', ['auto', 'data', 'executions']),
  'upload.retries': number(5, { least: 0, most: 20, isWhole: true }),
  'tree.pageSize': number(100, { least: 10, most: 500, isWhole: true }),
  'executions.pollSeconds': number(5, { least: 1, most: 300 }),
  'request.timeoutSeconds': number(60, { least: 1, most: 600 }),
} as const;

export type SettingName = keyof typeof settings;
/** What a setting is read as. */
export type SettingValue<Name extends SettingName> = (typeof settings)[Name]['default'];

/** A setting's default as JSON. */
export const defaultOf = (setting: Setting<unknown>): JsonValue => setting.default as JsonValue;
