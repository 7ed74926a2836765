import { basename, extname } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import type { JsonObject } from '../../domo/json';
import { updateMethods } from '../../domo/model';
import { documentPath, documentScheme } from '../documents/address';
import { streamUri } from '../documents/documentWriter';
import { apiStreamTemplate } from '../documents/templates';
import { confirmByName, confirmCancelsRunning } from '../ui/confirm';
import { optionalChoice, optionalFlag } from './arguments';
import { askForFiles, filesOf } from './files';
import type { CommandRegistry, Invocation } from './registry';
import { watchRun } from './runs';
import type { Services } from './services';
import { nameOf, targetConnection, targetStream } from './targets';

export function registerStreamCommands(registry: CommandRegistry, services: Services): void {
  registry.add('stream.open', (invocation) => openStream(services, invocation));
  registry.add('stream.create', (invocation) => createStream(services, invocation));
  registry.add('stream.createFromFile', (invocation) => createStreamFromFile(services, invocation));
  registry.add('stream.delete', (invocation) => deleteStream(services, invocation));
  registry.add('stream.run', (invocation) => runStream(services, invocation));
}

async function openStream(services: Services, invocation: Invocation): Promise<JsonObject> {
  const { connection, streamId } = await targetStream(services, invocation);
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId);
  const uri = streamUri(connection.id, streamId, stream.name);
  await vscode.window.showTextDocument(uri);
  return stream.raw;
}

async function createStream(services: Services, invocation: Invocation): Promise<{ uri: string }> {
  const connection = await targetConnection(services, invocation, 'change');
  return openTemplate(services, connection.id, apiStreamTemplate('New DataSet', []));
}

async function createStreamFromFile(
  services: Services,
  invocation: Invocation,
): Promise<{ uri: string }> {
  const [file] = filesOf(invocation, 'uri') ?? (await askForFiles('New Stream from File', 'Use'));
  if (!file) throw new CancelledError();
  const connection = await targetConnection(services, invocation, 'change');
  const { inspectColumns } = await import('../../upload/uploader');
  const columns = await inspectColumns(file.fsPath);
  const name = basename(file.fsPath, extname(file.fsPath));
  return openTemplate(services, connection.id, apiStreamTemplate(name, columns));
}

/** Opens the definition of a stream that doesn't exist yet; its first save creates it. */
async function openTemplate(
  { templates }: Services,
  connectionId: string,
  definition: JsonObject,
): Promise<{ uri: string }> {
  const address = templates.add(connectionId, definition);
  const uri = vscode.Uri.from({ scheme: documentScheme, path: documentPath(address) });
  await vscode.window.showTextDocument(uri, { preview: false });
  return { uri: uri.toString() };
}

async function deleteStream(services: Services, invocation: Invocation): Promise<JsonObject> {
  const { connection, streamId } = await targetStream(services, invocation, 'change');
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId);
  if (!optionalFlag(invocation.given, 'confirmed'))
    await confirmByName(
      'Delete Stream',
      nameOf(stream),
      'The stream and its executions are deleted. The DataSet itself stays.',
    );
  await client.streams.delete(streamId);
  services.fileSystem.forget(streamUri(connection.id, streamId, stream.name));
  services.tree.connectionChanged(connection.id);
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
  if (isConnector)
    return (
      await watchRun(services, {
        client,
        connection,
        stream,
        execution,
        isProgram: invocation.isProgram,
      })
    ).raw;
  if (!invocation.isProgram)
    void vscode.window.showInformationMessage(
      `Execution ${execution.executionId} of ${nameOf(stream)} waits for parts. Upload a file to the stream to feed it, or abort it.`,
    );
  return execution.raw;
}
