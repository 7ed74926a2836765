import { accountOf } from './accounts';
import { RequestError } from './answer';
import { configurationField } from './configuration';
import {
  countField,
  dataProviderField,
  filledTextField,
  objectField,
  schemaField,
  textField,
  textOrNullField,
  transportField,
  updateMethodField,
} from './fields';
import type { JsonObject } from './json';
import { currentUserId, type Account, type DataSource, type StreamRecord } from './model';
import type { ConfigurationKey } from './options';

/** Makes the change that one field of a body asks for. */
type Update = (stream: StreamRecord, value: unknown) => Partial<StreamRecord>;

/**
 * A stream with the fields of a PUT body applied. The body may be partial. The specification lets
 * `dataSource`, `account`, `streamConfiguration` and `schemaDefinition` be changed; live instances also
 * take the configuration under its own name, and the other fields here. Everything else is ignored
 * without a word, as live instances do. Throws 400 on a bad value.
 */
export function updatedStream(
  stream: StreamRecord,
  body: JsonObject,
  configurationKey: ConfigurationKey,
): StreamRecord {
  let changed = stream;
  for (const [name, value] of Object.entries(withConfiguration(body, configurationKey))) {
    const update = Object.hasOwn(updates, name) ? updates[name] : undefined;
    if (update) changed = { ...changed, ...update(changed, value) };
  }
  const now = Date.now();
  return {
    ...changed,
    dataSource: { ...changed.dataSource, lastTouched: now },
    modifiedAt: Math.floor(now / 1000),
    modifiedBy: currentUserId,
  };
}

/** Brings the configuration under one name, and leaves it out where its name is not taken. */
function withConfiguration(body: JsonObject, key: ConfigurationKey): JsonObject {
  const { streamConfiguration, configuration, ...others } = body;
  const bySpecification = key === 'configuration' ? undefined : streamConfiguration;
  const byLiveName = key === 'streamConfiguration' ? undefined : configuration;
  const taken = bySpecification ?? byLiveName;
  return taken === undefined ? others : { ...others, configuration: taken };
}

const updates: Readonly<Record<string, Update>> = {
  transport: (_stream, value) => ({ transport: transportField(value) }),
  dataSource: (stream, value) => ({ dataSource: updatedDataSource(stream.dataSource, value) }),
  account: (_stream, value) => ({ account: accountField(value) }),
  configuration: (stream, value) => ({
    configuration: configurationField(value, stream.id, stream.configuration),
  }),
  schemaDefinition: (stream, value) => {
    const schemaDefinition = schemaField(value);
    const columnCount = schemaDefinition?.columns.length ?? 0;
    return { schemaDefinition, dataSource: { ...stream.dataSource, columnCount } };
  },
  updateMethod: (_stream, value) => ({ updateMethod: updateMethodField(value) }),
  dataProvider: (_stream, value) => ({ dataProvider: dataProviderField(value) }),
  scheduleExpression: (_stream, value) => ({ scheduleExpression: scheduleField(value) }),
  scheduleStartDate: (_stream, value) => ({
    scheduleStartDate: value === null ? null : countField('scheduleStartDate', value),
  }),
  advancedScheduleJson: (_stream, value) => ({ advancedScheduleJson: jsonTextField(value) }),
  scheduleRetryExpression: (_stream, value) => ({
    scheduleRetryExpression: textOrNullField('scheduleRetryExpression', value),
  }),
  scheduleRetryCount: (_stream, value) => ({
    scheduleRetryCount: countField('scheduleRetryCount', value),
  }),
  scheduleState: (_stream, value) => ({ scheduleState: scheduleStateField(value) }),
  scheduleAssertion: (_stream, value) => ({
    scheduleAssertion: textOrNullField('scheduleAssertion', value),
  }),
};

/** Name and description; the rest of a DataSet is not the stream's to change. */
function updatedDataSource(dataSource: DataSource, value: unknown): DataSource {
  const { name, description } = objectField('dataSource', value);
  return {
    ...dataSource,
    name: name === undefined ? dataSource.name : filledTextField('dataSource.name', name),
    description:
      description === undefined
        ? dataSource.description
        : (textOrNullField('dataSource.description', description) ?? ''),
  };
}

/** The stream joins an account that exists; of the value only `id` counts. */
function accountField(value: unknown): Account | null {
  if (value === null) return null;
  return accountOf(countField('account.id', objectField('account', value)['id']));
}

/** A quartz cron expression of six or seven fields, or `MANUAL`. */
function scheduleField(value: unknown): string {
  const text = textField('scheduleExpression', value).trim();
  const fields = text.split(/\s+/);
  const isCron =
    (fields.length === 6 || fields.length === 7) &&
    fields.every((field) => /^[\w*?/,#-]+$/.test(field));
  if (text === 'MANUAL' || isCron) return text;
  throw new RequestError(400, 'scheduleExpression must be a quartz cron expression, or MANUAL.');
}

function jsonTextField(value: unknown): string | null {
  const text = textOrNullField('advancedScheduleJson', value);
  if (text === null) return null;
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RequestError(400, 'advancedScheduleJson must be JSON, written as a text.');
  }
}

function scheduleStateField(value: unknown): string {
  if (value === 'ACTIVE' || value === 'MANUAL') return value;
  throw new RequestError(400, 'scheduleState must be ACTIVE or MANUAL.');
}
