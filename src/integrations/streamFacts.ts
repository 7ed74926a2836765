import { flattened } from '../base/plainText';
import { isJsonObject, type JsonValue } from '../base/json';
import {
  outcomeOf,
  streamOutcome,
  type Execution,
  type ExecutionRow,
  type Stream,
  type StreamRow,
} from '../domo/api/model';

/** Facts for a language model; what is undefined is left out of the JSON. */
export type Facts = Readonly<Record<string, unknown>>;

const mostCharacters = 300;
const mostColumns = 100;
const mostNames = 50;

/** A stream in a list. */
export function rowOf(stream: StreamRow): Facts {
  return {
    streamId: stream.id,
    name: short(stream.name),
    transport: short(stream.transportType),
    updateMethod: short(stream.updateMethod),
    outcome: streamOutcome(stream),
    rowCount: stream.rowCount,
  };
}

/**
 * A stream in whole, but for the values of its configuration: a connector's may be passwords, or addresses
 * that hold them.
 */
export function factsOf(stream: Stream): Facts {
  const { columns = [], lastExecution, currentExecution } = stream;
  const settings = configurationNames(stream.raw['configuration']);
  return {
    ...rowOf(stream),
    description: short(stream.description),
    dataSetId: short(stream.dataSourceId),
    provider: short(stream.provider),
    owner: short(stream.owner),
    schedule: short(stream.cron),
    scheduleState: short(stream.scheduleState),
    modifiedAt: instant(stream.modifiedAt),
    columns: columns
      .slice(0, mostColumns)
      .map(({ name, type }) => [short(name), short(type)].filter(Boolean).join(': ')),
    moreColumns: moreThan(columns, mostColumns),
    configurationNames: settings.slice(0, mostNames).map(short),
    moreConfigurationNames: moreThan(settings, mostNames),
    currentExecution: currentExecution && executionRow(currentExecution),
    lastExecution: lastExecution && executionRow(lastExecution),
  };
}

/** An execution in a list. */
export function executionRow(execution: ExecutionRow): Facts {
  const { executionId, currentState, startedAt, endedAt, rowsInserted, updateMethod } = execution;
  return {
    executionId,
    outcome: outcomeOf(currentState, endedAt),
    state: short(currentState),
    startedAt: instant(startedAt),
    seconds:
      startedAt === undefined || endedAt === undefined
        ? undefined
        : Math.round((endedAt - startedAt) / 1000),
    rowsInserted,
    updateMethod: short(updateMethod),
    errors: execution.errors.length > 0 ? execution.errors.map(errorOf) : undefined,
    toe: short(execution.toe),
  };
}

/** An execution in whole. */
export function executionFacts(execution: Execution): Facts {
  return {
    ...executionRow(execution),
    endedAt: instant(execution.endedAt),
    phase: short(execution.currentPhase),
    runType: short(execution.runType),
    bytesInserted: execution.bytesInserted,
  };
}

function errorOf({ code, category, message }: Execution['errors'][number]): Facts {
  return { message: short(message, 1000), code: short(code), category: short(category) };
}

/** A server gives them as a list of entries or as a map. */
function configurationNames(configuration: JsonValue | undefined): string[] {
  if (Array.isArray(configuration))
    return configuration.flatMap((entry) =>
      isJsonObject(entry) && typeof entry['name'] === 'string' ? [entry['name']] : [],
    );
  return isJsonObject(configuration) ? Object.keys(configuration) : [];
}

function short(text: string | undefined, most = mostCharacters): string | undefined {
  return text === undefined ? undefined : flattened(text, most);
}

function instant(milliseconds: number | undefined): string | undefined {
  const date = milliseconds === undefined ? undefined : new Date(milliseconds);
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}

function moreThan(list: readonly unknown[], most: number): number | undefined {
  return list.length > most ? list.length - most : undefined;
}
