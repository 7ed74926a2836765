import * as vscode from 'vscode';
import type { JsonObject } from '../../base/json';
import { updateMethods, type Execution, type Stream } from '../../domo/api/model';
import { streamUri } from '../documents/uris';
import { confirmCancelsRunning } from '../shell/confirm';
import { t } from '../../base/l10n';
import { tell } from '../shell/notify';
import { optionalChoice } from '../../base/arguments';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import { watchRun } from './watchRun';
import type { Services } from '../connections/services';
import { nameOf, targetStream } from '../connections/targetConnection';

export function registerStreamCommands(registry: CommandRegistry, services: Services): void {
  registry.add('stream.open', (invocation) => openStream(services, invocation));
  registry.add('stream.run', (invocation) => runStream(services, invocation));
}

async function openStream(services: Services, invocation: Invocation): Promise<JsonObject> {
  const { connection, streamId } = await targetStream(services, invocation);
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId, { oddToo: true });
  const uri = streamUri(connection.id, streamId, stream.name);
  await vscode.window.showTextDocument(uri);
  return stream.raw;
}

async function runStream(services: Services, invocation: Invocation): Promise<JsonObject> {
  const { connection, streamId } = await targetStream(services, invocation, 'change');
  const updateMethod = optionalChoice(invocation.given, 'updateMethod', updateMethods);
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId);
  if (!invocation.isProgram) await confirmCancelsRunning(client, streamId);
  const isConnector = stream.transportType?.toUpperCase() === 'CONNECTOR';
  // Live clients name the run type when they launch a connector.
  const body: JsonObject = {
    ...(updateMethod && { updateMethod }),
    ...(isConnector && { runType: 'MANUAL' }),
  };
  const execution = await client.executions.create(streamId, body);
  await services.tree.streamChanged(connection.id, streamId);
  const { isProgram } = invocation;
  if (isConnector)
    return (await watchRun(services, { client, connection, stream, execution, isProgram })).raw;
  if (!isProgram) void tell(waitingText(execution, stream));
  return execution.raw;
}

function waitingText({ executionId }: Execution, stream: Stream): string {
  return t(
    'Execution {0} of {1} waits for parts. Upload a file to the stream to feed it, or abort it.',
    executionId,
    nameOf(stream),
  );
}
