import type { JsonObject } from '../../base/json';
import type { Stream } from '../../domo/api/model';
import type { PanelSubject } from './historyPanel';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { ExecutionServices } from './services';
import { streamName } from '../../domo/streamName';
import type { ChosenStream } from '../../streams/chosen';
import { chooseExecution } from './chooseExecution';

export function registerPanelCommands(
  registry: CommandRegistry,
  services: ExecutionServices,
): void {
  registry.add('stream.history', (invocation) => showHistory(services, invocation));
  registry.add('execution.details', (invocation) => showDetails(services, invocation));
}

async function showHistory(
  services: ExecutionServices,
  invocation: Invocation,
): Promise<JsonObject> {
  const target = await services.streams.choose(invocation);
  const client = await services.clients.get(target.connection.id);
  const stream = await client.streams.get(target.streamId);
  services.panels.showHistory(subjectOf(services, target, stream));
  return stream.raw;
}

async function showDetails(
  services: ExecutionServices,
  invocation: Invocation,
): Promise<JsonObject> {
  const target = await chooseExecution(services, invocation);
  const client = await services.clients.get(target.connection.id);
  const stream = await client.streams.get(target.streamId);
  const execution = await client.executions.get(target.streamId, target.executionId);
  services.panels.showExecution(subjectOf(services, target, stream), execution);
  return execution.raw;
}

/** The client is asked for anew each time: a page may outlive the token that it began with. */
function subjectOf(
  { clients }: ExecutionServices,
  { connection, streamId }: ChosenStream,
  stream: Pick<Stream, 'name'>,
): PanelSubject {
  return {
    connectionId: connection.id,
    streamId,
    streamName: streamName({ id: streamId, name: stream.name }),
    client: () => clients.get(connection.id),
  };
}
