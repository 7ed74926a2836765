import type { JsonObject } from '../../base/json';
import type { Stream } from '../../domo/api/model';
import type { HistorySubject } from './historyPanel';
import { t } from '../../base/l10n';
import { oneLine } from '../../base/plainText';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { Services } from '../connections/services';
import { targetExecution, targetStream, type StreamTarget } from '../connections/targetConnection';

export function registerHistoryCommands(registry: CommandRegistry, services: Services): void {
  registry.add('stream.history', (invocation) => showHistory(services, invocation));
  registry.add('execution.details', (invocation) => showDetails(services, invocation));
}

async function showHistory(services: Services, invocation: Invocation): Promise<JsonObject> {
  const target = await targetStream(services, invocation);
  const client = await services.clients.get(target.connection.id);
  const stream = await client.streams.get(target.streamId);
  services.pages.showHistory(subjectOf(services, target, stream));
  return stream.raw;
}

async function showDetails(services: Services, invocation: Invocation): Promise<JsonObject> {
  const target = await targetExecution(services, invocation);
  const client = await services.clients.get(target.connection.id);
  const stream = await client.streams.get(target.streamId);
  const execution = await client.executions.get(target.streamId, target.executionId);
  services.pages.showExecution(subjectOf(services, target, stream), execution);
  return execution.raw;
}

/** The client is asked for anew each time: a page may outlive the token that it began with. */
function subjectOf(
  { clients }: Services,
  { connection, streamId }: StreamTarget,
  { name }: Stream,
): HistorySubject {
  return {
    connectionId: connection.id,
    streamId,
    streamName: oneLine(name ?? '') || t('Stream {0}', streamId),
    client: () => clients.get(connection.id),
  };
}
