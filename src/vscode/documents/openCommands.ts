import * as vscode from 'vscode';
import type { JsonObject } from '../../base/json';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { DocumentServices } from './services';
import { executionUri, streamUri } from './uris';

/** Registers the commands that open documents. */
export function registerOpenCommands(registry: CommandRegistry, services: DocumentServices): void {
  registry.add('stream.open', (invocation) => openStream(services, invocation));
  registry.add('execution.open', (invocation) => openExecution(services, invocation));
}

async function openStream(services: DocumentServices, invocation: Invocation): Promise<JsonObject> {
  const { connection, streamId } = await services.streams.choose(invocation);
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId, { oddToo: true });
  await vscode.window.showTextDocument(streamUri(connection.id, streamId, stream.name));
  return stream.raw;
}

async function openExecution(
  services: DocumentServices,
  invocation: Invocation,
): Promise<JsonObject> {
  const { connection, streamId, executionId } = await services.executions.choose(invocation);
  const client = await services.clients.get(connection.id);
  const execution = await client.executions.get(streamId, executionId, { oddToo: true });
  await vscode.window.showTextDocument(executionUri(connection.id, streamId, executionId));
  return execution.raw;
}
